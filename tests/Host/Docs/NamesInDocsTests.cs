using System.Text.RegularExpressions;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>Files and types that README and docs name exist.</summary>
public partial class NamesInDocsTests
{
    /// <summary>Every word of the code, scripts and build files.</summary>
    private static readonly HashSet<string> Words =
    [
        .. new[] { "src", "tests", "benchmarks", "samples", "eng" }.SelectMany(folder => Directory.GetFiles(
                Document.PathOf(folder), "*.*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".cs" or ".py" or ".targets" && !path.Contains("/Host/Docs/"))
            .Append(Document.PathOf("Directory.Build.props"))
            .SelectMany(path => Word().Matches(File.ReadAllText(path)).Select(word => word.Value)),
    ];

    [Theory]
    [MemberData(nameof(Document.Names), MemberType = typeof(Document))]
    public void File_InCodeSpan_Exists(string name) => Spans(name)
        .Where(span => RepositoryPath().IsMatch(span) && !span.Contains("Name", StringComparison.Ordinal))
        .Where(span => !Exists(span)).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Document.Names), MemberType = typeof(Document))]
    public void Type_InCodeSpan_Exists(string name) => Spans(name)
        .Where(span => PascalCase().IsMatch(span)).SelectMany(span => span.Split('.'))
        .Where(part => !Words.Contains(part)).Should().BeEmpty();

    [Fact]
    public void Names_ThatAreNotThere_AreNoticed()
    {
        Exists("src/Channels/NoSuchFile.cs").Should().BeFalse();
        Exists("src/Channels/Channels/No*.cs").Should().BeFalse();
        Exists("src/Channels/Channels/Rayleigh*.cs").Should().BeTrue();
        Words.Should().Contain("EncoderPool").And.NotContain("NoSuch" + "Pool");
    }

    /// <summary>The changelog may name what has gone since.</summary>
    private static IEnumerable<string> Spans(string name) => name == "CHANGELOG.md" ? [] : Document.Named(name).CodeSpans;

    private static bool Exists(string name)
    {
        var path = Document.PathOf(name);
        if (!name.Contains('*')) return Path.Exists(path);
        var folder = Path.GetDirectoryName(path)!;
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, Path.GetFileName(path)).Any();
    }

    [GeneratedRegex(@"^(src|tests|docs|eng|benchmarks|weights|scenarios|samples)/[\w./*-]*$")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^[A-Z][a-z]+([A-Z]\w*)?(\.[A-Z]\w+)*$")]
    private static partial Regex PascalCase();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
