using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace EditableDeepSC.Models.Weights;

/// <summary>Writes .safetensors files: widest elements first and the header padded, so that all are aligned.</summary>
public static class SafetensorsWriter
{
    private const int AlignmentBytes = 8;

    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(string path, IEnumerable<WeightTensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = tensors.OrderByDescending(tensor => tensor.Info.Type.SizeBytes())
            .ThenBy(tensor => tensor.Info.Name, StringComparer.Ordinal).ToList();
        CheckNames(ordered);
        var header = Header(ordered, metadata);
        WholeFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[SafetensorsHeader.LengthFieldBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var tensor in ordered) stream.Write(tensor.Bytes);
        });
    }

    private static void CheckNames(List<WeightTensor> tensors)
    {
        var names = new HashSet<string>();
        foreach (var name in tensors.Select(tensor => tensor.Info.Name))
        {
            if (name == SafetensorsHeader.MetadataKey || !names.Add(name))
                throw new ArgumentException($"'{name}' is taken: tensor names are unique.", nameof(tensors));
        }
    }

    private static byte[] Header(List<WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 }) WriteMetadata(json, metadata);
            long offset = 0;
            foreach (var info in tensors.Select(tensor => tensor.Info))
            {
                WriteTensor(json, info, offset);
                offset += info.ByteCount;
            }
            json.WriteEndObject();
        }
        var padded = new byte[(buffer.WrittenCount + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes];
        buffer.WrittenSpan.CopyTo(padded);
        padded.AsSpan(buffer.WrittenCount).Fill((byte)' ');
        return padded;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorInfo info, long offset)
    {
        json.WriteStartObject(info.Name);
        json.WriteString("dtype", info.Type.ToString());
        json.WriteStartArray("shape");
        foreach (var size in info.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + info.ByteCount);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
