using System.Text.Json;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Host.Scenarios;
using Microsoft.AspNetCore.Http;

namespace EditableDeepSC.Host.Serve;

/// <summary>The shipped scenarios, and those that a page sends.</summary>
internal static class ScenarioLibrary
{
    /// <summary>Options that name files or code; a page's scenario may not.</summary>
    private static readonly string[] Files = ["plugins", "file", "images", "weights", "table", "profiles"];

    public static IEnumerable<object> List() => ListCommand.Files(ListCommand.Shipped)
        .Select(file => new { file.Name, comment = ListCommand.CommentOf(file), text = File.ReadAllText(file.FullName) });

    /// <summary>A shipped scenario by its name.</summary>
    public static ScenarioFile Shipped(string name) =>
        ListCommand.Files(ListCommand.Shipped).FirstOrDefault(file => file.Name == name) is { } file
            ? ScenarioFile.Load(file.FullName, [])
            : throw new ServeException(StatusCodes.Status404NotFound, "there is no such scenario.");

    /// <summary>A scenario of a page; it cannot name plug-ins, folders or files of this machine.</summary>
    public static ScenarioFile Of(string text)
    {
        const string source = "your scenario";
        Check(SourceReader.Read(source, text));
        return ScenarioFile.Parse(source, text, []);
    }

    private static void Check(SourceNode node)
    {
        foreach (var (key, place, value) in node.Members)
        {
            Check(value);
            var name = ScenarioPath.LastKey(key);
            if (Files.Contains(name, StringComparer.OrdinalIgnoreCase) && !Texts(value).All(text => IsHarmless(name, text)))
                throw new ScenarioException($"a scenario that is sent to the page names no files: leave out '{name}'", place);
        }
        foreach (var element in node.Elements) Check(element);
    }

    private static IEnumerable<string> Texts(SourceNode node) => node.Kind == JsonValueKind.String
        ? [node.Text] : node.Elements.SelectMany(Texts).Concat(node.Members.SelectMany(member => Texts(member.Value)));

    /// <summary>Drawn portraits, and what is shipped under a plain name.</summary>
    private static bool IsHarmless(string key, string text) => key switch
    {
        "images" => text == UserGroupOptions.Portraits,
        "table" or "profiles" => text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'),
        _ => text.Length == 0,
    };
}
