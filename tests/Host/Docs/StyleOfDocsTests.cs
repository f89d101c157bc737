using System.Text.RegularExpressions;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>Rules of CONTRIBUTING.md that a program can check.</summary>
public partial class StyleOfDocsTests
{
    private const int Columns = 120;

    [Theory]
    [MemberData(nameof(Document.Names), MemberType = typeof(Document))]
    public void Line_OutsideTablesAndFences_FitsIn120Columns(string name) => Document.Named(name).Text
        .Where(line => !line.StartsWith('|')).Should().OnlyContain(line => line.Length <= Columns);

    [Theory]
    [MemberData(nameof(Document.Names), MemberType = typeof(Document))]
    public void Adapter_IsCalledMatchedOrMismatched(string name) =>
        OtherName().Matches(string.Join(' ', Document.Named(name).Text)).Select(match => match.Value).Should().BeEmpty();

    [GeneratedRegex(@"\b(right|wrong|best|another|other|correct) adapters?\b", RegexOptions.IgnoreCase)]
    private static partial Regex OtherName();
}
