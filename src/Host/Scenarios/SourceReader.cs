using System.Text;
using System.Text.Json;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>Reads JSON with comments and trailing commas, and keeps the place of every value.</summary>
internal sealed class SourceReader
{
    private readonly string source;
    private readonly byte[] bytes;
    private int lineStart;
    private int line = 1;

    private SourceReader(string source, string text) => (this.source, bytes) = (source, Encoding.UTF8.GetBytes(text));

    /// <summary>Throws <see cref="ScenarioException"/> with line and column where the text is not JSON.</summary>
    public static SourceNode Read(string source, string text) => new SourceReader(source, text).Read();

    private static string Plain(string message)
    {
        var end = message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private SourceNode Read()
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = 32,
        });
        try
        {
            reader.Read();
            var node = ReadValue(ref reader);
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
            throw new ScenarioException(
                "this text is not valid Unicode: half of a character is missing", PlaceOf(ref reader));
        }
    }

    private SourceNode ReadValue(ref Utf8JsonReader reader)
    {
        var place = PlaceOf(ref reader);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, place);
            case JsonTokenType.StartArray:
                var list = new SourceNode(JsonValueKind.Array, place);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Elements.Add(ReadValue(ref reader));
                return list;
            default:
                return ReadScalar(ref reader, place);
        }
    }

    private SourceNode ReadObject(ref Utf8JsonReader reader, TextPlace place)
    {
        var node = new SourceNode(JsonValueKind.Object, place);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyPlace = PlaceOf(ref reader);
            var key = reader.GetString()!;
            reader.Read();
            if (!keys.Add(key)) throw new ScenarioException($"'{key}' appears twice", keyPlace);
            node.Members.Add((key, keyPlace, ReadValue(ref reader)));
        }
        return node;
    }

    private static SourceNode ReadScalar(ref Utf8JsonReader reader, TextPlace place)
    {
        var raw = Encoding.UTF8.GetString(reader.ValueSpan);
        return reader.TokenType switch
        {
            JsonTokenType.String => SourceNode.OfText(reader.GetString()!, place),
            JsonTokenType.Number => new SourceNode(JsonValueKind.Number, place) { Raw = raw },
            JsonTokenType.True => new SourceNode(JsonValueKind.True, place) { Raw = raw },
            JsonTokenType.False => new SourceNode(JsonValueKind.False, place) { Raw = raw },
            _ => new SourceNode(JsonValueKind.Null, place) { Raw = "null" },
        };
    }

    /// <summary>The place of the token, which is not before that of the last one asked for.</summary>
    private TextPlace PlaceOf(ref Utf8JsonReader reader)
    {
        var offset = (int)reader.TokenStartIndex;
        for (int end; (end = bytes.AsSpan(lineStart..offset).IndexOf((byte)'\n')) >= 0; line++) lineStart += end + 1;
        return new TextPlace(source, line, Encoding.UTF8.GetCharCount(bytes.AsSpan(lineStart..offset)) + 1);
    }
}
