using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditableDeepSC.Host.Runs;

/// <summary>How the files of a run folder are written.</summary>
internal static class RunJson
{
    /// <summary>One line an event.</summary>
    public static JsonSerializerOptions Line { get; } = Options(isIndented: false);

    /// <summary>For people.</summary>
    public static JsonSerializerOptions File { get; } = Options(isIndented: true);

    private static JsonSerializerOptions Options(bool isIndented) => new()
    {
        WriteIndented = isIndented,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
