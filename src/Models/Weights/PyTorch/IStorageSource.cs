namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>Where a PyTorch file keeps its object tree and the elements of its storages.</summary>
internal interface IStorageSource : IDisposable
{
    /// <summary>The unpickled object.</summary>
    object? Root { get; }

    long FileBytes { get; }

    /// <summary>All bytes of a storage.</summary>
    ReadOnlyMemory<byte> Read(TorchStorage storage);
}
