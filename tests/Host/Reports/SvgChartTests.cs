using EditableDeepSC.Host.Reports;

namespace EditableDeepSC.Host.Tests.Reports;

public class SvgChartTests
{
    [Fact]
    public void Html_TwoLines_HasATableOfAllPoints()
    {
        var chart = new SvgChart("Queues", "time, s", "waiting");
        chart.Add("encoders", [(1, 5), (0, 3)]);
        chart.Add("air <x>", [(0, 7)]);

        chart.Html().Should().Contain("<details><summary>Table</summary><table><tr><th>time, s</th>" +
            "<th>encoders</th><th>air &lt;x&gt;</th></tr>" +
            "<tr><td class=\"n\">0</td><td class=\"n\">3</td><td class=\"n\">7</td></tr>" +
            "<tr><td class=\"n\">1</td><td class=\"n\">5</td><td class=\"n\"></td></tr></table></details>");
    }

    [Fact]
    public void Html_ManyPoints_ThinsThemInDrawingAndTable()
    {
        var chart = new SvgChart("Queues", "time, s", "waiting");
        chart.Add("encoders", Enumerable.Range(0, 100_000).Select(i => ((double)i, 1.0)));

        chart.Html().Split("<tr>").Length.Should().BeLessThan(700);
    }
}
