using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>
/// A file of torch.save (.pt, .pth, .pth.tar; zip or the form before torch 1.6), read without executing anything:
/// nested containers become names with dots, tensors are read when asked for. Not safe for several threads at once.
/// </summary>
public sealed class PyTorchFile : ITensorFile
{
    // Many tensors may be views of one storage: an honest file has a few of them, a hostile one asks for terabytes.
    private const long MostBytesPerFileByte = 16, FreeBytes = 64 << 20;
    private readonly IStorageSource _source;
    private readonly IReadOnlyDictionary<string, (TensorInfo Info, TorchTensor Tensor)> _tensors;
    private (string Key, ReadOnlyMemory<byte> Bytes) _lastStorage = ("", default);

    private PyTorchFile(IStorageSource source)
    {
        _source = source;
        _tensors = TensorTree.Flatten(source.Root);
        Tensors = [.. _tensors.Values.Select(tensor => tensor.Info)];
        var totalBytes = Tensors.Aggregate((Int128)0, (sum, tensor) => sum + tensor.ByteCount);
        if (totalBytes > source.FileBytes * (Int128)MostBytesPerFileByte + FreeBytes)
            throw new WeightsException(WeightsErrorReason.TooLarge,
                $"The file of {source.FileBytes} bytes describes tensors of {totalBytes} bytes.");
    }

    public IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>Opens a file; whatever is wrong with it is a <see cref="WeightsException"/> that names it.</summary>
    public static PyTorchFile Open(string path)
    {
        IStorageSource? source = null;
        try
        {
            source = TensorFile.FirstBytes(path).StartsWith("PK"u8) ? new ZipSource(path) : new LegacySource(path);
            return new PyTorchFile(source);
        }
        catch (WeightsException problem)
        {
            source?.Dispose();
            throw problem.In(path);
        }
    }

    public WeightTensor Read(string name)
    {
        if (!_tensors.TryGetValue(name, out var found))
            throw new WeightsException(WeightsErrorReason.MissingTensor, $"There is no tensor '{name.Printable()}'.");
        var (info, tensor) = found;
        if (_lastStorage.Key != tensor.Storage.Key)
            _lastStorage = (tensor.Storage.Key, _source.Read(tensor.Storage));
        return new WeightTensor(info, tensor.Gather(_lastStorage.Bytes));
    }

    public void Dispose() => _source.Dispose();
}
