using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditableDeepSC.Host.Commands;

/// <summary>The <c>--json</c> of this folder's commands: one indented object on stdout.</summary>
internal static class JsonOutput
{
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Option<bool> Option() => new("--json") { Description = "Prints one JSON object instead of text." };
}
