using System.Text.RegularExpressions;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>C# in the docs is the text of <see cref="Snippets"/>, which the compiler has seen.</summary>
public partial class SnippetsInDocsTests
{
    private static readonly IReadOnlyList<string> Compiled =
    [
        .. Marked().Matches(File.ReadAllText(Document.PathOf("tests/Host/Docs/Snippets.cs")))
            .Select(match => Dedented(match.Groups[1].Value)),
    ];

    private static readonly IReadOnlyList<string> Written =
    [
        .. Document.All.SelectMany(document => document.Blocks)
            .Where(block => block.Language == "csharp").Select(block => block.Text),
    ];

    [Fact]
    public void Block_OfCSharp_IsCompiledAndRun() => Written.Should().NotBeEmpty().And.BeSubsetOf(Compiled,
        "tests/Host/Docs/Snippets.cs has each block of the docs between '// snippet' and '// end'");

    [Fact]
    public void Snippet_OfTheTests_StandsInTheDocs() => Compiled.Should().BeSubsetOf(Written);

    [Fact]
    public void Block_WithoutLanguage_IsNoCSharp() => Document.All.SelectMany(document => document.Blocks)
        .Where(block => block.Language.Length == 0).Should().NotContain(block => LooksLikeCSharp().IsMatch(block.Text));

    private static string Dedented(string text)
    {
        var lines = text.Split('\n');
        var margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[margin..])).TrimEnd();
    }

    [GeneratedRegex(@"// snippet\n(.*?)\n\s*// end", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^(var|using|public|internal) |;$", RegexOptions.Multiline)]
    private static partial Regex LooksLikeCSharp();
}
