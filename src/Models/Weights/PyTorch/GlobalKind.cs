namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>What a name on the allow-list stands for.</summary>
internal enum GlobalKind
{
    /// <summary>A dict class.</summary>
    Dictionary,
    /// <summary>A function that makes a tensor of a storage, offset, shape and strides.</summary>
    RebuildTensor,
    /// <summary>A function whose first argument is the tensor that it wraps.</summary>
    RebuildParameter,
    /// <summary>torch.Size: a tuple.</summary>
    Size,
    /// <summary>The class of a storage: an element type.</summary>
    Storage,
    /// <summary>Anything else harmless; what it makes is kept as <see cref="PickleInert"/>.</summary>
    Inert,
}
