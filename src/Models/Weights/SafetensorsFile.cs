using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights;

/// <summary>
/// A .safetensors file, mapped into memory: opening reads the header alone, tensors are views. Replace such a file by
/// renaming, as <see cref="SafetensorsWriter"/> does: cutting a mapped file short ends the process that has it open.
/// </summary>
public sealed class SafetensorsFile : ITensorFile
{
    private readonly FileMapping _mapping;
    private readonly Dictionary<string, WeightTensor> _tensors = [];

    private SafetensorsFile(FileMapping mapping)
    {
        _mapping = mapping;
        var start = mapping.Region(0, Math.Min(mapping.LengthBytes, SafetensorsHeader.LengthFieldBytes)).Span;
        var jsonBytes = SafetensorsHeader.JsonBytes(start, mapping.LengthBytes);
        var dataStart = SafetensorsHeader.LengthFieldBytes + jsonBytes;
        var json = mapping.Region(SafetensorsHeader.LengthFieldBytes, jsonBytes).Span;
        var header = SafetensorsHeader.Parse(json, mapping.LengthBytes - dataStart);
        Metadata = header.Metadata;
        Tensors = [.. header.Tensors.Select(tensor => tensor.Info)];
        foreach (var (info, offset) in header.Tensors)
            _tensors.Add(info.Name, new WeightTensor(info, mapping.Region(dataStart + offset, info.ByteCount)));
    }

    public IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>The free texts that the writer left in the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file; whatever is wrong with it is a <see cref="WeightsException"/> that names it.</summary>
    public static SafetensorsFile Open(string path)
    {
        FileMapping? mapping = null;
        try
        {
            mapping = new FileMapping(path);
            return new SafetensorsFile(mapping);
        }
        catch (WeightsException problem)
        {
            mapping?.Dispose();
            throw problem.In(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WeightsException(WeightsErrorReason.Unreadable, $"{path}: {problem.Message}");
        }
    }

    public WeightTensor Read(string name) => _tensors.TryGetValue(name, out var tensor) ? tensor
        : throw new WeightsException(WeightsErrorReason.MissingTensor, $"There is no tensor '{name.Printable()}'.");

    public void Dispose() => _mapping.Dispose();
}
