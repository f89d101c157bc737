using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host;

/// <summary>All JSON of this program, on stdout and in files: camelCase names, null for NaN and infinity.</summary>
internal static class JsonOutput
{
    /// <summary>One object on a line.</summary>
    public static JsonSerializerOptions Line { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // apostrophes as they are: this is not HTML
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new NullForNaN(),
        },
    };

    /// <summary>Indented, for people.</summary>
    public static JsonSerializerOptions Format { get; } = new(Line) { WriteIndented = true };

    /// <summary>Reads what a run has written: nothing is missing, twice or null that should not be.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Line)
    {
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>A value of an enum as it is written.</summary>
    public static string NameOf(Enum value) => ParameterDescription.NameOf(value);

    public static Option<bool> Option() => new("--json") { Description = "Prints one JSON object instead of text." };

    /// <summary>Reads null as NaN again.</summary>
    private sealed class NullForNaN : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
