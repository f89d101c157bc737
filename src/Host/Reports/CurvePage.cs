using System.Globalization;

namespace EditableDeepSC.Host.Reports;

/// <summary>Draws a training's curve.csv as curve.html beside it: a chart for each loss.</summary>
internal static class CurvePage
{
    private const string Style = "body{font:14px sans-serif;max-width:760px;margin:2em auto}td,th{padding:0 8px}";

    /// <summary>Writes nothing where there is no curve yet.</summary>
    public static void Write(DirectoryInfo run)
    {
        var source = Path.Combine(run.FullName, "curve.csv");
        if (!File.Exists(source)) return;
        var rows = File.ReadLines(source).Select(line => line.Split(',')).ToList();
        var charts = rows[0].Skip(1).Select((loss, i) =>
        {
            var chart = new SvgChart(loss, "step", loss);
            chart.Add(loss, rows.Skip(1).Where(row => row.Length > i + 1 && row[i + 1].Length > 0)
                .Select(row => (Number(row[0]), Number(row[i + 1]))));
            return chart.Html();
        });
        File.WriteAllText(Path.Combine(run.FullName, "curve.html"), "<!doctype html><meta charset=\"utf-8\">"
            + $"<title>{SvgChart.Html(run.Name)}</title><style>{Style}</style><h1>{SvgChart.Html(run.Name)}</h1>"
            + string.Concat(charts));

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
