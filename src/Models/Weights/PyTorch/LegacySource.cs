using System.Buffers.Binary;
using System.Numerics;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>
/// The form before torch 1.6: pickles of a magic number, a version, the machine, the object and the storages' keys;
/// then each storage as its element count and its elements.
/// </summary>
internal sealed class LegacySource : IStorageSource
{
    private const long Version = 1001;
    private const int CountBytes = 8;
    private static readonly BigInteger Magic =
        BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    private readonly FileMapping _mapping;
    private readonly Dictionary<string, (long Offset, long Elements)> _places = [];

    public LegacySource(string path)
    {
        _mapping = new FileMapping(path);
        try
        {
            var start = _mapping.Region(0, Math.Min(_mapping.LengthBytes, PickleMachine.MaxBytes)).Span;
            var reader = new PickleReader(start);
            Root = ReadPickles(ref reader);
        }
        catch
        {
            _mapping.Dispose();
            throw;
        }
    }

    public object? Root { get; }

    public long FileBytes => _mapping.LengthBytes;

    public ReadOnlyMemory<byte> Read(TorchStorage storage)
    {
        if (!_places.TryGetValue(storage.Key, out var place))
            throw Bad($"The storage '{storage.Key.Printable()}' is not in the file's list.");
        if (place.Elements != storage.ElementCount)
            throw Bad($"A storage has {place.Elements} elements where {storage.ElementCount} are expected.");
        return _mapping.Region(place.Offset, storage.ElementCount * storage.Type.SizeBytes());
    }

    private object? ReadPickles(ref PickleReader reader)
    {
        if (new PickleMachine().Load(ref reader) is not BigInteger magic || magic != Magic)
            throw Bad("The pickle does not start with PyTorch's magic number.");
        if (new PickleMachine().Load(ref reader) is not Version)
            throw Bad($"Only version {Version} of the format is supported.");
        if (new PickleMachine().Load(ref reader) is PickleDict machine
            && machine.Entries.Contains(("little_endian", false)))
            throw new WeightsException(WeightsErrorReason.UnsupportedType, "The file is in big-endian byte order.");
        var pickle = new PickleMachine();
        var root = pickle.Load(ref reader);
        if (new PickleMachine().Load(ref reader) is not List<object?> keys)
            throw Bad("The list of storages is missing.");
        Locate(keys, pickle.Storages, reader.Position);
        return root;
    }

    private void Locate(List<object?> keys, Dictionary<string, TorchStorage> storages, long at)
    {
        foreach (var key in keys)
        {
            if (key is not string name || !storages.TryGetValue(name, out var storage))
                throw Bad($"The storage '{key?.ToString()?.Printable()}' belongs to no tensor.");
            at += CountBytes;
            var elements = at > FileBytes ? long.MaxValue
                : BinaryPrimitives.ReadInt64LittleEndian(_mapping.Region(at - CountBytes, CountBytes).Span);
            if (elements < 0 || elements > (FileBytes - at) / storage.Type.SizeBytes())
                throw new WeightsException(WeightsErrorReason.Truncated,
                    $"The file ends before its storage '{name.Printable()}' does.");
            _places[name] = (at, elements);
            at += elements * storage.Type.SizeBytes();
        }
    }

    public void Dispose() => _mapping.Dispose();

    private static WeightsException Bad(string message) => new(WeightsErrorReason.BadHeader, message);
}
