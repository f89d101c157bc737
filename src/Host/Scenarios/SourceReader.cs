using System.Text;
using System.Text.Json;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>Reads JSON with comments and trailing commas, and keeps the place of every value.</summary>
internal static class SourceReader
{
    /// <summary>Throws <see cref="ScenarioException"/> with line and column where the text is not JSON.</summary>
    public static SourceNode Read(string source, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = 32,
        });
        try
        {
            reader.Read();
            var node = ReadValue(ref reader, source, bytes);
            reader.Read();
            return node;
        }
        catch (JsonException mistake)
        {
            var place = new TextPlace(
                source, (int)(mistake.LineNumber ?? 0) + 1, (int)(mistake.BytePositionInLine ?? 0) + 1);
            throw new ScenarioException($"this is not valid JSON: {Plain(mistake.Message)}", place);
        }
        catch (InvalidOperationException) // a text that is not Unicode, such as half of a surrogate pair
        {
            throw new ScenarioException("this text is not valid Unicode: half of a character is missing",
                PlaceAt(source, bytes, (int)reader.TokenStartIndex));
        }
    }

    private static string Plain(string message)
    {
        var end = message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static SourceNode ReadValue(ref Utf8JsonReader reader, string source, byte[] bytes)
    {
        var place = PlaceAt(source, bytes, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, source, bytes, place);
            case JsonTokenType.StartArray:
                var list = new SourceNode(JsonValueKind.Array, place);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Elements.Add(ReadValue(ref reader, source, bytes));
                return list;
            default:
                return ReadScalar(ref reader, place);
        }
    }

    private static SourceNode ReadObject(ref Utf8JsonReader reader, string source, byte[] bytes, TextPlace place)
    {
        var node = new SourceNode(JsonValueKind.Object, place);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyPlace = PlaceAt(source, bytes, (int)reader.TokenStartIndex);
            var key = reader.GetString()!;
            reader.Read();
            if (node.Find(key) is not null) throw new ScenarioException($"'{key}' appears twice", keyPlace);
            node.Members.Add((key, keyPlace, ReadValue(ref reader, source, bytes)));
        }
        return node;
    }

    private static SourceNode ReadScalar(ref Utf8JsonReader reader, TextPlace place)
    {
        var raw = Encoding.UTF8.GetString(reader.ValueSpan);
        return reader.TokenType switch
        {
            JsonTokenType.String => new SourceNode(JsonValueKind.String, place)
            {
                Raw = JsonSerializer.Serialize(reader.GetString()),
                Text = reader.GetString()!,
            },
            JsonTokenType.Number => new SourceNode(JsonValueKind.Number, place) { Raw = raw },
            JsonTokenType.True => new SourceNode(JsonValueKind.True, place) { Raw = raw },
            JsonTokenType.False => new SourceNode(JsonValueKind.False, place) { Raw = raw },
            _ => new SourceNode(JsonValueKind.Null, place) { Raw = "null" },
        };
    }

    private static TextPlace PlaceAt(string source, byte[] bytes, int offset)
    {
        var before = bytes.AsSpan(0, offset);
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[lineStart..]) + 1;
        return new TextPlace(source, before.Count((byte)'\n') + 1, column);
    }
}
