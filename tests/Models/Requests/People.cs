using System.Globalization;
using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Tests.Requests;

/// <summary>The sentences in Sentences/*.txt, labelled by hand; the notation is explained in the first file.</summary>
internal static class People
{
    public static IReadOnlyList<(string Text, RequestLabel Label)> Read(string file) =>
        [.. File.ReadLines(Path.Combine(RepositoryRoot, "tests", "Models", "Requests", "Sentences", file))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', 2))
            .Select(parts => (parts[1].Trim(), Parse(parts[0].Trim())))];

    public static string RepositoryRoot { get; } = FindRoot();

    private static RequestLabel Parse(string text)
    {
        if (text == "end") return RequestLabel.End;
        if (text == "none") return RequestLabel.None;
        var parts = text.Split(' ');
        var attribute = Enum.Parse<FaceAttribute>(parts[0], ignoreCase: true);
        int? number = parts[1].Length > 1 ? int.Parse(parts[1][1..], CultureInfo.InvariantCulture) : null;
        return parts[1][0] switch
        {
            '=' => RequestLabel.To(attribute, number!.Value),
            '+' => RequestLabel.Change(attribute, EditDirection.Positive, number),
            _ => RequestLabel.Change(attribute, EditDirection.Negative, number),
        };
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EditableDeepSC.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
