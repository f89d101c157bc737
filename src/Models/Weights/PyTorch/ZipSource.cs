using System.IO.Compression;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>The zip form (torch 1.6 on): NAME/data.pkl and NAME/data/KEY, none of them compressed.</summary>
internal sealed class ZipSource : IStorageSource
{
    private const string PickleName = "data.pkl";
    private readonly ZipArchive _archive;
    private readonly string _prefix;

    public ZipSource(string path)
    {
        _archive = Guarded(() => ZipFile.OpenRead(path));
        FileBytes = new FileInfo(path).Length;
        try
        {
            var pickles = Guarded(() => _archive.Entries.Where(entry => entry.Name == PickleName).ToList());
            if (pickles is not [var pickle])
                throw Bad($"The zip holds {pickles.Count} files called {PickleName}, not one.");
            _prefix = pickle.FullName[..^PickleName.Length];
            CheckByteOrder();
            var reader = new PickleReader(ReadAll(pickle, PickleMachine.MaxBytes));
            Root = new PickleMachine().Load(ref reader);
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    public object? Root { get; }

    public long FileBytes { get; }

    public ReadOnlyMemory<byte> Read(TorchStorage storage)
    {
        var name = $"{_prefix}data/{storage.Key}";
        var entry = _archive.GetEntry(name) ?? throw Bad($"The zip has no '{name.Printable()}'.");
        if (entry.Length / storage.Type.SizeBytes() != storage.ElementCount)
            throw Bad($"'{name.Printable()}' has {entry.Length} bytes, not {storage.ElementCount} of {storage.Type}.");
        return ReadAll(entry, Array.MaxLength);
    }

    public void Dispose() => _archive.Dispose();

    private void CheckByteOrder()
    {
        if (_archive.GetEntry(_prefix + "byteorder") is { } order
            && !ReadAll(order, maxBytes: 100).AsSpan().SequenceEqual("little"u8))
            throw new WeightsException(WeightsErrorReason.UnsupportedType, "The file is in big-endian byte order.");
    }

    // Compressed entries could claim a thousand times the file's size; torch.save never writes any.
    private static byte[] ReadAll(ZipArchiveEntry entry, int maxBytes)
    {
        if (entry.Length > maxBytes)
            throw new WeightsException(WeightsErrorReason.TooLarge,
                $"'{entry.FullName.Printable()}' has {entry.Length} bytes; the limit is {maxBytes}.");
        if (entry.CompressedLength != entry.Length)
            throw new WeightsException(WeightsErrorReason.UnsupportedType,
                $"'{entry.FullName.Printable()}' is compressed; save the file with torch.save, or zip it with -0.");
        return Guarded(() =>
        {
            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return bytes;
        });
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException or ArgumentException
            or OverflowException or NotSupportedException)
        {
            throw Bad($"The zip is damaged: {problem.Message}");
        }
    }

    private static WeightsException Bad(string message) => new(WeightsErrorReason.BadHeader, message);
}
