using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>The allow-list: every global that a pickle may name. Nothing is imported or called, known or not.</summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, TensorType> StorageTypes = new()
    {
        ["torch.DoubleStorage"] = TensorType.F64,
        ["torch.FloatStorage"] = TensorType.F32,
        ["torch.HalfStorage"] = TensorType.F16,
        ["torch.BFloat16Storage"] = TensorType.BF16,
        ["torch.LongStorage"] = TensorType.I64,
        ["torch.IntStorage"] = TensorType.I32,
        ["torch.ShortStorage"] = TensorType.I16,
        ["torch.CharStorage"] = TensorType.I8,
        ["torch.ByteStorage"] = TensorType.U8,
        ["torch.BoolStorage"] = TensorType.BOOL,
    };

    private static readonly Dictionary<string, GlobalKind> Kinds = new()
    {
        ["collections.OrderedDict"] = GlobalKind.Dictionary,
        ["collections.defaultdict"] = GlobalKind.Dictionary,
        ["collections.Counter"] = GlobalKind.Dictionary,
        ["torch._utils._rebuild_tensor"] = GlobalKind.RebuildTensor,
        ["torch._utils._rebuild_tensor_v2"] = GlobalKind.RebuildTensor,
        ["torch._utils._rebuild_parameter"] = GlobalKind.RebuildParameter,
        ["torch._utils._rebuild_parameter_with_state"] = GlobalKind.RebuildParameter,
        ["torch.Size"] = GlobalKind.Size,
    };

    private static readonly HashSet<string> Inert =
    [
        "argparse.Namespace", "_codecs.encode", "torch.device",
        "numpy.dtype", "numpy.ndarray", "numpy.core.multiarray.scalar", "numpy.core.multiarray._reconstruct",
        "numpy._core.multiarray.scalar", "numpy._core.multiarray._reconstruct",
        .. from module in new[] { "builtins", "__builtin__" }
           from type in new[] { "bool", "dict", "float", "int", "list", "set", "str", "tuple" }
           select $"{module}.{type}",
        .. from type in new[] { "float64", "float32", "float16", "bfloat16", "int64", "int32", "uint8", "bool" }
           select $"torch.{type}",
    ];

    public static PickleGlobal Find(string module, string name)
    {
        var full = $"{module}.{name}";
        if (StorageTypes.ContainsKey(full)) return new(full, GlobalKind.Storage);
        if (Kinds.TryGetValue(full, out var kind)) return new(full, kind);
        if (Inert.Contains(full)) return new(full, GlobalKind.Inert);
        throw Refused(full);
    }

    public static TensorType ElementType(PickleGlobal storage) => StorageTypes[storage.Name];

    public static WeightsException Refused(string global) => new(WeightsErrorReason.RefusedGlobal,
        $"The pickle asks for '{global.Printable()}', which is not on the list of harmless names. " +
        "Nothing was executed. If you trust the file, save its state_dict() alone with torch.save.");
}

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
