using System.Collections.ObjectModel;

namespace EditableDeepSC.Models.Weights;

/// <summary>Named tensors in a file; they live no longer than it does.</summary>
public interface ITensorFile : IDisposable
{
    /// <summary>What there is, in the file's order; names are unique.</summary>
    IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>The free texts beside the tensors, where the format has any.</summary>
    IReadOnlyDictionary<string, string> Metadata => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gives one tensor; an unknown name is a <see cref="WeightsException"/>.</summary>
    WeightTensor Read(string name);
}
