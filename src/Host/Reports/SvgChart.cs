using System.Globalization;
using System.Text;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Reports;

/// <summary>A line chart as inline SVG with its numbers in a table below: no script, no network.</summary>
internal sealed class SvgChart(string title, string xAxis, string yAxis)
{
    private const int Width = 720, Height = 260, Left = 56, Right = 12, Top = 10, Bottom = 40;
    private const int MostPoints = 300;

    private static readonly string[] Colours = ["#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#475569"];

    private static readonly int[] StepFactors = [1, 2, 5, 10];

    private readonly List<(string Name, (double X, double Y)[] Points, bool IsStep)> lines = [];

    public void Add(string name, IEnumerable<(double X, double Y)> points, bool isStep = false)
    {
        var finite = points.Where(point => CanBeDrawn(point.X) && CanBeDrawn(point.Y)).ToArray();
        var stride = Math.Max(1, finite.Length / MostPoints);
        lines.Add((name, [.. finite.Where((_, i) => i % stride == 0)], isStep));
    }

    public string Html()
    {
        var all = lines.SelectMany(line => line.Points).ToArray();
        if (all.Length == 0) return $"<h3>{Html(title)}</h3><p>Nothing to draw.</p>";
        var (x0, x1) = Limits([.. all.Select(point => point.X)], includeZero: false);
        var (y0, y1) = Limits([.. all.Select(point => point.Y)], includeZero: true);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<h3>{Html(title)}</h3><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html(title)}\">");
        double X(double x) => Left + (x - x0) / (x1 - x0) * (Width - Left - Right);
        double Y(double y) => Height - Bottom - (y - y0) / (y1 - y0) * (Height - Top - Bottom);
        AppendGrid(svg, (x0, x1), (y0, y1), X, Y);
        for (var i = 0; i < lines.Count; i++)
        {
            svg.Append($"<path fill=\"none\" stroke=\"{Colours[i % Colours.Length]}\" stroke-width=\"1.6\" ");
            svg.Append($"d=\"{PathOf(lines[i], X, Y)}\"/>");
        }
        svg.Append("</svg>").Append(Legend()).Append(Table());
        return svg.ToString();
    }

    internal static string Html(string text) => System.Net.WebUtility.HtmlEncode(text.Masked());

    /// <summary>The points as drawn, a row for each place on the x axis.</summary>
    private string Table()
    {
        var rows = new SortedDictionary<double, object?[]>();
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var (x, y) in lines[i].Points)
            {
                if (!rows.TryGetValue(x, out var row)) rows.Add(x, row = new object?[1 + lines.Count]);
                (row[0], row[1 + i]) = (x, y);
            }
        }
        return "<details><summary>Table</summary>"
            + HtmlTable.Of([xAxis, .. lines.Select(line => line.Name)], rows.Values) + "</details>";
    }

    private static string PathOf(
        (string Name, (double X, double Y)[] Points, bool IsStep) line, Func<double, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        foreach (var point in line.Points)
        {
            var (px, py) = (x(point.X), y(point.Y));
            if (path.Length == 0) path.Append(CultureInfo.InvariantCulture, $"M{px:0.#} {py:0.#}");
            else if (line.IsStep) path.Append(CultureInfo.InvariantCulture, $"H{px:0.#}V{py:0.#}");
            else path.Append(CultureInfo.InvariantCulture, $"L{px:0.#} {py:0.#}");
        }
        return path.ToString();
    }

    private static (double From, double To) Limits(double[] values, bool includeZero)
    {
        var (from, to) = (values.Min(), values.Max());
        if (includeZero) (from, to) = (Math.Min(0, from), Math.Max(0, to));
        return to - from > (Math.Abs(to) + 1e-300) * 1e-12 ? (from, to) : (from, from + 1);
    }

    private static bool CanBeDrawn(double value) => Math.Abs(value) < 1e15;

    private static double StepOf(double span)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(span / 5)));
        return StepFactors.Select(factor => factor * magnitude).First(step => span / step <= 6);
    }

    private void AppendGrid(StringBuilder svg, (double From, double To) xs, (double From, double To) ys,
        Func<double, double> x, Func<double, double> y)
    {
        var (xStep, yStep) = (StepOf(xs.To - xs.From), StepOf(ys.To - ys.From));
        for (var v = Math.Ceiling(ys.From / yStep) * yStep; v <= ys.To + yStep / 1e6; v += yStep)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<path class=\"g\" d=\"M{Left} {y(v):0.#}H{Width - Right}\"/>");
            AppendLabel(svg, Left - 6, y(v) + 4, "end", HtmlTable.Text(v));
        }
        for (var v = Math.Ceiling(xs.From / xStep) * xStep; v <= xs.To + xStep / 1e6; v += xStep)
            AppendLabel(svg, x(v), Height - Bottom + 16, "middle", HtmlTable.Text(v));
        AppendLabel(svg, (Left + Width) / 2, Height - 6, "middle", xAxis);
        svg.Append($"<text transform=\"translate(12 {Height / 2}) rotate(-90)\" ");
        svg.Append($"text-anchor=\"middle\">{Html(yAxis)}</text>");
    }

    private static void AppendLabel(StringBuilder svg, double x, double y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{Html(text)}</text>");

    private string Legend() => lines.Count < 2 ? "" : "<p class=\"legend\">" + string.Concat(lines.Select((line, i) =>
        $"<span><i style=\"background:{Colours[i % Colours.Length]}\"></i>{Html(line.Name)}</span>")) + "</p>";
}
