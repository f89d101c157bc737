using System.Buffers.Binary;
using System.Text.Json;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights;

/// <summary>The JSON in front of the tensors of a .safetensors file, checked in full before anything is read.</summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";
    public const int LengthFieldBytes = 8;
    public const int MaxBytes = 16 << 20; // a thousand tensors take about 0.1 MiB

    public List<(TensorInfo Info, long Offset)> Tensors { get; } = [];

    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Length of the JSON from the file's first 8 bytes.</summary>
    public static int JsonBytes(ReadOnlySpan<byte> start, long fileBytes)
    {
        if (start.Length < LengthFieldBytes)
            throw new WeightsException(WeightsErrorReason.Truncated, $"A file of {fileBytes} bytes has no header.");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > MaxBytes)
            throw new WeightsException(WeightsErrorReason.BadHeader,
                $"The header claims {length} bytes (limit {MaxBytes}): not a safetensors file, or a damaged one.");
        if ((long)length > fileBytes - LengthFieldBytes)
            throw new WeightsException(WeightsErrorReason.Truncated,
                $"The header claims {length} bytes, but the file has {fileBytes}.");
        return (int)length;
    }

    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataBytes)
    {
        var header = new SafetensorsHeader();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
            header.ReadObject(ref reader, dataBytes);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw Bad($"The header is not valid JSON: {problem.Message}");
        }
        header.CheckLayout(dataBytes);
        return header;
    }

    private void ReadObject(ref Utf8JsonReader reader, long dataBytes)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        var names = new HashSet<string>();
        while (NextKey(ref reader) is { } name)
        {
            if (!names.Add(name)) throw Bad($"The key '{name.Printable()}' occurs twice.");
            if (name == MetadataKey) ReadMetadata(ref reader);
            else Tensors.Add(ReadTensor(ref reader, name, dataBytes));
        }
        reader.Read(); // throws where more than white space follows
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String);
            if (!Metadata.TryAdd(key, reader.GetString()!)) throw Bad($"The key '{key.Printable()}' occurs twice.");
        }
    }

    private static (TensorInfo Info, long Offset) ReadTensor(ref Utf8JsonReader reader, string name, long dataBytes)
    {
        TensorType? type = null;
        long[]? shape = null, range = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextKey(ref reader) is { } key)
        {
            if (key == "dtype" && type is null)
            {
                Expect(ref reader, JsonTokenType.String);
                type = TensorTypes.Parse(reader.GetString()!);
            }
            else if (key == "shape" && shape is null) shape = ReadNumbers(ref reader);
            else if (key == "data_offsets" && range is null) range = ReadNumbers(ref reader);
            else throw Bad($"Tensor '{name.Printable()}' has an unknown or a second key '{key.Printable()}'.");
        }
        if (type is null || shape is null || range is not [var begin, var end] || begin > end)
            throw Bad($"Tensor '{name.Printable()}' needs dtype, shape and data_offsets [begin, end].");
        var info = new TensorInfo(name, type.Value, [.. shape]);
        if (end > dataBytes)
            throw new WeightsException(WeightsErrorReason.Truncated,
                $"{info} ends at byte {end} of the data, but there are {dataBytes}.");
        if (end - begin != info.ByteCount)
            throw new WeightsException(WeightsErrorReason.BadTensor,
                $"{info} takes {info.ByteCount} bytes, but its range has {end - begin}.");
        return (info, begin);
    }

    private static long[] ReadNumbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Bad($"At byte {reader.TokenStartIndex}: sizes and offsets must be whole numbers of at least 0.");
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>The tensors must cover the data without overlaps or gaps.</summary>
    private void CheckLayout(long dataBytes)
    {
        Tensors.Sort((a, b) => (a.Offset, a.Info.ByteCount).CompareTo((b.Offset, b.Info.ByteCount)));
        long end = 0;
        foreach (var (info, offset) in Tensors)
        {
            if (offset != end)
                throw new WeightsException(WeightsErrorReason.BadTensor, offset < end
                    ? $"{info} overlaps the tensor before it."
                    : $"There is a gap of {offset - end} bytes before {info}.");
            end += info.ByteCount;
        }
        if (end != dataBytes) throw Bad($"{dataBytes - end} bytes follow the last tensor.");
    }

    private static string? NextKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
            throw Bad($"At byte {reader.TokenStartIndex} of the header: expected {token}, found {reader.TokenType}.");
    }

    private static WeightsException Bad(string message) => new(WeightsErrorReason.BadHeader, message);
}
