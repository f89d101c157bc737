using System.Text.RegularExpressions;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>Links between files of the repository lead somewhere.</summary>
public partial class LinksInDocsTests
{
    [Theory]
    [MemberData(nameof(Document.Names), MemberType = typeof(Document))]
    public void Link_ToFileOrHeading_LeadsThere(string name)
    {
        var document = Document.Named(name);

        foreach (Match link in Link().Matches(string.Join('\n', document.Text)))
        {
            var target = link.Groups[1].Value;
            if (target.Contains("://", StringComparison.Ordinal)) continue;
            Problem(document, target).Should().BeNull("{0} links to {1}", name, target);
        }
    }

    [Theory]
    [InlineData("missing.md", "missing.md is not there")]
    [InlineData("docs/scenarios.md#no-such-heading", "there is no heading #no-such-heading")]
    [InlineData("docs/scenarios.md#exit-codes", null)]
    [InlineData("#measured", null)]
    public void Problem_OfLink_IsNamed(string target, string? problem) =>
        Problem(Document.Named("README.md"), target).Should().Be(problem);

    private static string? Problem(Document from, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0
            ? from.Path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from.Path)!, parts[0]));
        if (!Path.Exists(path)) return $"{parts[0]} is not there";
        if (parts.Length == 1) return null;
        var headings = Document.Read(Path.GetRelativePath(Document.Root, path)).Text
            .Where(line => line.StartsWith('#')).Select(Anchor);
        return headings.Contains(parts[1]) ? null : $"there is no heading #{parts[1]}";
    }

    /// <summary>The anchor of a heading as GitHub makes it.</summary>
    private static string Anchor(string heading) => NotInAnchor()
        .Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
