using System.Text.RegularExpressions;
using EditableDeepSC.Host.Reports;

namespace EditableDeepSC.Host.Tests.Reports;

public sealed partial class ReportPageTests
{
    private const string Evil = "<script>alert(1)</script>\"'&\u202e";

    /// <summary>The structure of a page with one of everything: elements and classes, without text.</summary>
    [Fact]
    public void Html_OfEverything_HasThisStructure()
    {
        var html = new ReportPage("page") { Verdict = ("all holds", true) }
            .Paragraph("text").Heading("Balance").Table(["name", "n"], [["a", 1], ["b", 2.5]])
            .Chart(new ReportChart("Queues", "time, s", "waiting").Add("encoders", [(1, 5), (0, 3)]).Add("air", [(0, 7)]))
            .Pictures(["original", "line"], [([[1, 2]], ["first", "second"])])
            .OffPaper(more => more.Links([("1", "point-001/report.html")])).Lines("./eds run").Lines("{}", behind: "Scenario").Html();

        var body = Scripts().Replace(html[html.IndexOf("<main>", StringComparison.Ordinal)..], "<script$1></script>");
        string.Join(' ', Tags().Matches(body).Select(tag => tag.Groups[1].Value)).Should().Be(
            """
            main h1 p class="verdict ok" label class="paper" input p h2
            div class="wide" table tr th th tr td td class="n" tr td td class="n"
            figure class="chart" h3 script div class="plot" details summary div class="wide"
            table tr th th th tr td class="n" td class="n" td class="n" tr td class="n" td class="n" td class="n"
            div class="wide" table class="pictures" tr th th tr td button img td br
            div class="more" ul class="links" li a pre details summary pre script script
            """.ReplaceLineEndings(" "));
        html.Should().Contain("<td class=\"n\">0</td><td class=\"n\">3</td><td class=\"n\">7</td>")
            .And.Contain("alt=\"original: first\"").And.Contain("role=\"status\">all holds</p>");
    }

    [Fact]
    public void Html_OfTextFromOutside_EscapesItEverywhere()
    {
        var html = new ReportPage(Evil) { Verdict = (Evil, false) }.Paragraph(Evil).Heading(Evil)
            .Table([Evil], [[Evil]]).Chart(new ReportChart(Evil, Evil, Evil).Add(Evil, [(0, 1)]))
            .Pictures([Evil], [([[1]], [Evil])]).Links([(Evil, Evil)]).Lines(Evil).Lines(Evil, behind: Evil).Html();

        html[..html.IndexOf("</main>", StringComparison.Ordinal)].Should().NotContain("<script>alert").And.NotContain("\u202e").And.Contain("&lt;script&gt;alert(1)");
    }

    [Fact]
    public void Html_AsksForNothing()
    {
        var html = new ReportPage("page").Chart(new ReportChart("a", "b", "c").Add("d", [(0, 1)])).Html();

        html.Should().Contain("default-src 'none'").And.NotContain("src=\"http").And.NotContain("@import").And.NotContain("url(")
            .And.NotContain("fetch(");
    }

    [Fact]
    public void Chart_OfManyPoints_IsThinned_AndLeavesOutWhatIsNotFinite()
    {
        var chart = new ReportChart("Queues", "time, s", "waiting")
            .Add("encoders", Enumerable.Range(0, 100_000).Select(i => ((double)i, 1.0)));
        chart.Rows.Count().Should().BeLessThan(700);
        new ReportChart("a", "b", "c").Add("d", [(0, double.NaN), (double.PositiveInfinity, 1)]).Rows.Should().BeEmpty();
    }

    [GeneratedRegex("<script([^>]*)>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("<([a-z0-9]+(?: class=\"[^\"]*\")?)")]
    private static partial Regex Tags();
}
