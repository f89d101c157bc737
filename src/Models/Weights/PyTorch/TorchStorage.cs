namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>A run of elements in the file that tensors are views of.</summary>
internal sealed record TorchStorage(TensorType Type, string Key, long ElementCount);
