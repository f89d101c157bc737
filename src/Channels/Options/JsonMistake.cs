using System.Text.Json;
using System.Text.RegularExpressions;

namespace EditableDeepSC.Channels.Options;

/// <summary>What to say of JSON that cannot be read.</summary>
public static partial class JsonMistake
{
    /// <summary>The place and what is wrong there, without the names of .NET types.</summary>
    public static string Plain(this JsonException mistake)
    {
        var text = TypeNames().Replace(mistake.Message.Split(" Path:")[0].Split(" LineNumber:")[0], "");
        var path = mistake.Path is null or "$" ? "" : $" ({mistake.Path})";
        return mistake.LineNumber is { } line ? $"line {line + 1}{path}: {text}" : text;
    }

    [GeneratedRegex(" (for|on|of|to|to any .NET member contained in) (type '[^']+'|(EditableDeepSC|System)[^ ]*[^ .])")]
    private static partial Regex TypeNames();
}
