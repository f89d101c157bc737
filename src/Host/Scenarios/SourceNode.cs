using System.Text.Json;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>A JSON value that knows where it was written.</summary>
internal sealed class SourceNode(JsonValueKind kind, TextPlace place)
{
    public JsonValueKind Kind { get; } = kind;

    public TextPlace Place { get; } = place;

    public static SourceNode OfText(string text, TextPlace place) =>
        new(JsonValueKind.String, place) { Raw = JsonSerializer.Serialize(text), Text = text };

    /// <summary>The text of a scalar as JSON; empty for objects and lists.</summary>
    public string Raw { get; init; } = "";

    /// <summary>The value of a text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The members of an object in order, each with the place of its key.</summary>
    public List<(string Key, TextPlace Place, SourceNode Value)> Members { get; } = [];

    public List<SourceNode> Elements { get; } = [];

    /// <summary>The member of a key; null where there is none.</summary>
    public SourceNode? Find(string key) => Members.Find(member => member.Key == key).Value;

    /// <summary>Sets or adds a member.</summary>
    public void Set(string key, SourceNode value)
    {
        var index = Members.FindIndex(member => member.Key == key);
        if (index < 0) Members.Add((key, value.Place, value));
        else Members[index] = (key, value.Place, value);
    }

    /// <summary>The place of what could not be bound: of the value, or of the key that no option has.</summary>
    public TextPlace PlaceOf(ChannelOptionException mistake)
    {
        var node = ScenarioPath.Find(this, mistake.Path) ?? this;
        var key = node.Members.FindIndex(member => member.Key == mistake.UnknownKey);
        return key < 0 ? node.Place : node.Members[key].Place;
    }

    public SourceNode Clone()
    {
        var copy = new SourceNode(Kind, Place) { Raw = Raw, Text = Text };
        copy.Members.AddRange(Members.Select(member => (member.Key, member.Place, member.Value.Clone())));
        copy.Elements.AddRange(Elements.Select(element => element.Clone()));
        return copy;
    }

    public JsonElement ToElement() => JsonSerializer.Deserialize<JsonElement>(ToJson());

    /// <summary>The value as it would be written in an error message, or as JSON.</summary>
    public string ToJson() => Kind switch
    {
        JsonValueKind.Object => "{" + string.Join(", ", Members.Select(
            member => JsonSerializer.Serialize(member.Key) + ": " + member.Value.ToJson())) + "}",
        JsonValueKind.Array => "[" + string.Join(", ", Elements.Select(element => element.ToJson())) + "]",
        _ => Raw,
    };
}

/// <summary>A line and a column, both from 1, of a source such as a file or an option.</summary>
internal readonly record struct TextPlace(string Source, int Line, int Column)
{
    public override string ToString() => Line == 0 ? Source : $"{Source}({Line},{Column})";
}

/// <summary>A scenario that cannot be used; the message begins with the place in its text.</summary>
internal sealed class ScenarioException(string message, TextPlace place, Exception? cause = null)
    : Exception($"{place}: {message}", cause);
