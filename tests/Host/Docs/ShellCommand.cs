using System.Text;
using System.Text.RegularExpressions;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>A call of <c>./eds</c> in a document.</summary>
/// <param name="Document">Where it stands.</param>
/// <param name="Line">As it is written.</param>
/// <param name="IsBlock">Whether it is a line of a code block, to be copied; else a code span of the text.</param>
public sealed partial record ShellCommand(string Document, string Line, bool IsBlock)
{
    private const string Program = "./eds ";

    /// <summary>All calls of all documents but the changelog, which may name what has gone since.</summary>
    public static IReadOnlyList<ShellCommand> All { get; } =
        [.. Docs.Document.All.Where(document => document.Name != "CHANGELOG.md").SelectMany(In)];

    /// <summary>
    /// What the script gets: without comments, redirections and what comes behind a pipe, as the shell takes quotes.
    /// </summary>
    public IReadOnlyList<string> Words
    {
        get
        {
            List<string> words = [];
            var rest = Line[(Line.IndexOf(Program, StringComparison.Ordinal) + Program.Length)..];
            foreach (Match token in Token().Matches(rest))
            {
                if (token.Value[0] is '#' or '|' or '<' or '>' or ';' or '&') break;
                words.Add(Unquoted(token.Value));
            }
            return words;
        }
    }

    public static IEnumerable<ShellCommand> In(Document document) =>
        document.Blocks.SelectMany(block => block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Where(line => CallInBlock().IsMatch(line)).Select(line => new ShellCommand(document.Name, line, true))
            .Concat(document.CodeSpans.Where(span => CallInText().IsMatch(span))
                .Select(span => new ShellCommand(document.Name, span, false)));

    public override string ToString() => $"{Document}: {Line}";

    private static string Unquoted(string token)
    {
        var text = new StringBuilder();
        var quote = '\0';
        foreach (var letter in token)
        {
            if (quote == '\0' && letter is '"' or '\'') quote = letter;
            else if (letter == quote) quote = '\0';
            else text.Append(letter);
        }
        return text.ToString();
    }

    /// <summary>At the start, behind a pipe, or behind a variable that is set for it.</summary>
    [GeneratedRegex(@"^([A-Z_]+=\S+ |.*\| )?\./eds ")]
    private static partial Regex CallInBlock();

    [GeneratedRegex(@"^([A-Z_]+=\S+ )?\./eds ")]
    private static partial Regex CallInText();

    [GeneratedRegex("""(?:[^\s'"]|'[^']*'|"[^"]*")+""")]
    private static partial Regex Token();
}
