using System.Text.RegularExpressions;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>A Markdown file of the repository, taken apart as far as the tests need it.</summary>
/// <param name="Name">Its path from the repository's root.</param>
/// <param name="Blocks">Its code blocks, fenced or indented, without their indentation.</param>
/// <param name="Text">All else, with code spans in it.</param>
public sealed partial record Document(string Name, IReadOnlyList<CodeBlock> Blocks, IReadOnlyList<string> Text)
{
    public static string Root { get; } = FindRoot();

    /// <summary>README, docs and the smaller texts beside what they describe.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "weights/README.md" }
            .Concat(Below("docs")).Concat(Below("samples")).Select(Read),
    ];

    public static TheoryData<string> Names => [.. All.Select(document => document.Name)];

    public string Path => PathOf(Name);

    /// <summary>What stands between backticks in the text; a span may go on in the next line.</summary>
    public IEnumerable<string> CodeSpans => CodeSpan().Matches(string.Join('\n', Text))
        .Select(match => match.Groups[1].Value.ReplaceLineEndings(" "));

    public static string PathOf(string name) => System.IO.Path.Combine(Root, name);

    public static Document Named(string name) => All.Single(document => document.Name == name);

    public static Document Read(string name) => Parse(name, File.ReadAllLines(PathOf(name)));

    /// <summary>A block is fenced by backticks, or indented by four blanks after an empty line.</summary>
    public static Document Parse(string name, IReadOnlyList<string> lines)
    {
        List<CodeBlock> blocks = [];
        List<string> text = [], code = [];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                var language = lines[i][3..];
                while (!lines[++i].StartsWith("```", StringComparison.Ordinal)) code.Add(lines[i]);
                Close(language);
            }
            else if (IsIndented(lines[i]) && (i == 0 || lines[i - 1].Length == 0))
            {
                for (; i < lines.Count && (IsIndented(lines[i]) || lines[i].Length == 0); i++)
                    code.Add(IsIndented(lines[i]) ? lines[i][4..] : "");
                i--;
                Close("");
                text.Add("");
            }
            else
            {
                text.Add(lines[i]);
            }
        }
        return new Document(name, blocks, text);

        void Close(string language)
        {
            blocks.Add(new CodeBlock(language, string.Join('\n', code).TrimEnd()));
            code.Clear();
        }
    }

    private static bool IsIndented(string line) => line.StartsWith("    ", StringComparison.Ordinal);

    private static IEnumerable<string> Below(string folder) =>
        Directory.GetFiles(PathOf(folder), "*.md", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "EditableDeepSC.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();
}

/// <summary>A code block.</summary>
/// <param name="Language">What stands behind the fence, such as csharp; else empty.</param>
/// <param name="Text">Its lines.</param>
public sealed record CodeBlock(string Language, string Text);
