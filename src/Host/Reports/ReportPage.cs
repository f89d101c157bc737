using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using EditableDeepSC.Channels.Options;
using Fluid;

namespace EditableDeepSC.Host.Reports;

/// <summary>
/// A page of headings, tables, charts and pictures in one file that asks for nothing. The template escapes whatever text
/// it is given; no code writes HTML.
/// </summary>
/// <param name="title">Its name.</param>
internal sealed class ReportPage(string title)
{
    private const string More = "more";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Lazy<IFluidTemplate> Template = new(() => new FluidParser().Parse(ResourceText("report.liquid")));
    private static readonly TemplateOptions Options = new() { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };
    private static readonly Dictionary<string, string> Inlined = [];

    private readonly List<Block> blocks = [];

    /// <summary>How it came out, above all else; null for pages that judge nothing.</summary>
    public (string Text, bool IsGood)? Verdict { get; init; }

    public ReportPage Heading(string text) => Add(new("heading", text));

    public ReportPage Paragraph(string text) => Add(new("text", text));

    /// <summary>Lines in a fixed font, behind a title that opens them where there is one.</summary>
    public ReportPage Lines(string text, string? behind = null) => Add(new("lines", text) { Title = behind?.Masked() });

    /// <summary>A table: text to the left, numbers to the right; left out where it has no rows.</summary>
    public ReportPage Table(string[] head, IEnumerable<object?[]> rows)
    {
        Cell[][] cells = [.. rows.Select(row => row.Select(Cell.Of).ToArray())];
        return cells.Length == 0 ? this : Add(new("table") { Head = [.. head.Select(one => one.Masked())], Rows = cells });
    }

    /// <summary>A chart with its numbers in a table below.</summary>
    public ReportPage Chart(ReportChart chart) => Add(new("chart", chart.Title)
    {
        Json = JsonSerializer.Serialize(chart.Drawing, ReportChart.Format),
        Head = [.. chart.Head.Select(one => one.Masked())],
        Rows = [.. chart.Rows.Select(row => row.Select(Cell.Of).ToArray())],
    });

    /// <summary>Rows of pictures (JPEG) with lines of text beside each.</summary>
    public ReportPage Pictures(string[] head, IEnumerable<(IEnumerable<byte[]> Images, IEnumerable<string> Lines)> rows) =>
        Add(new("pictures")
        {
            Head = [.. head.Select(one => one.Masked())],
            PictureRows = [.. rows.Select(row => new PictureRow(
            [.. row.Images.Select(Convert.ToBase64String)], [.. row.Lines.Select(line => line.Masked())]))]
        });

    /// <summary>Links to other files of the folder.</summary>
    public ReportPage Links(IEnumerable<(string Text, string Target)> links) =>
        Add(new("links") { LinkList = [.. links.Select(link => new Link(link.Text.Masked(), link.Target.Masked()))] });

    /// <summary>What is not printed, unless all is: the summary has to fit a sheet of paper.</summary>
    public ReportPage OffPaper(Action<ReportPage> add) => Within(More, add);

    /// <summary>Charts side by side, where the screen is wide.</summary>
    public ReportPage SmallMultiples(Action<ReportPage> add) => Within("small", add);

    public string Html()
    {
        var context = new TemplateContext(Options);
        context.SetValue("title", title.Masked());
        context.SetValue("verdict", Verdict?.Text.Masked());
        context.SetValue("good", Verdict?.IsGood ?? false);
        context.SetValue("blocks", blocks);
        context.SetValue("hasMore", blocks.Exists(block => block is { Kind: "open", Text: More }));
        context.SetValue("hasCharts", blocks.Exists(block => block.Kind == "chart"));
        foreach (var name in new[] { "report.css", "report.js", "uplot.css", "uplot.js" })
            context.SetValue(name.Replace(".", "", StringComparison.Ordinal), InlinedText(name));
        return Template.Value.Render(context, Encoder);
    }

    /// <summary>A file of the template.</summary>
    internal static Stream Resource(string name) =>
        typeof(ReportPage).Assembly.GetManifestResourceStream($"EditableDeepSC.Host.Reports.Template.{name}")!;

    private ReportPage Within(string style, Action<ReportPage> add)
    {
        Add(new("open", style));
        add(this);
        return Add(new("close"));
    }

    private ReportPage Add(Block block)
    {
        blocks.Add(block with { Text = block.Text.Masked() });
        return this;
    }

    private static string InlinedText(string name)
    {
        lock (Inlined) return Inlined.TryGetValue(name, out var text) ? text : Inlined[name] = ResourceText(name);
    }

    private static string ResourceText(string name)
    {
        using var reader = new StreamReader(Resource(name));
        return reader.ReadToEnd();
    }

    private sealed record Block(string Kind, string Text = "")
    {
        public string? Title { get; init; }

        public string Json { get; init; } = "";

        public string[] Head { get; init; } = [];

        public Cell[][] Rows { get; init; } = [];

        public PictureRow[] PictureRows { get; init; } = [];

        public Link[] LinkList { get; init; } = [];
    }

    private sealed record PictureRow(string[] Images, string[] Lines);

    private sealed record Link(string Text, string Target);

    private sealed record Cell(string Text, bool IsNumber)
    {
        public static Cell Of(object? value) => new(HtmlTable.Text(value).Masked(), value is not (string or Enum));
    }
}

/// <summary>A line chart that can be read off and zoomed.</summary>
/// <param name="title">What it shows.</param>
/// <param name="xAxis">What the x axis is, with its unit.</param>
/// <param name="yAxis">The unit of the lines.</param>
/// <param name="isLogarithmic">Whether the y axis is.</param>
internal sealed class ReportChart(string title, string xAxis, string yAxis, bool isLogarithmic = false)
{
    private const int MostPoints = 300;

    private readonly List<(string Name, (double X, double Y, double Half)[] Points, bool IsStep)> lines = [];

    /// <summary>JSON that may stand in a script element: &lt; and &amp; are escaped.</summary>
    internal static JsonSerializerOptions Format { get; } =
        new(JsonOutput.Line) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin) };

    public string Title => title;

    /// <summary>The head of its table.</summary>
    public IEnumerable<string> Head => lines.Select(line => line.Name).Prepend(xAxis);

    /// <summary>The points as drawn, a row for each place on the x axis.</summary>
    public IEnumerable<object?[]> Rows => lines.SelectMany(line => line.Points.Select(point => point.X)).Distinct().Order()
        .Select(x => lines.Select(line => line.Points.Where(point => point.X == x).Select(point => (object?)point.Y)
            .FirstOrDefault()).Prepend(x).ToArray());

    /// <summary>What the script draws.</summary>
    public object Drawing => new
    {
        xAxis,
        yAxis,
        isLogarithmic,
        lines = lines.Select(line => new
        {
            line.Name,
            line.IsStep,
            x = line.Points.Select(point => point.X),
            y = line.Points.Select(point => point.Y),
            low = line.Points.Any(point => point.Half > 0) ? line.Points.Select(point => point.Y - point.Half) : null,
            high = line.Points.Any(point => point.Half > 0) ? line.Points.Select(point => point.Y + point.Half) : null,
        }),
    };

    /// <summary>Adds a line, thinned to 300 points; what is not finite is left out.</summary>
    public ReportChart Add(string name, IEnumerable<(double X, double Y)> points, bool isStep = false) =>
        Add(name, points.Select(point => (point.X, point.Y, 0.0)), isStep);

    /// <summary>Adds a line with half the width of its 95 % interval at each point.</summary>
    public ReportChart Add(string name, IEnumerable<(double X, double Y, double Half)> points, bool isStep = false)
    {
        var finite = points.Where(point => CanBeDrawn(point.X) && CanBeDrawn(point.Y))
            .Select(point => point with { Half = CanBeDrawn(point.Half) ? point.Half : 0 }).ToArray();
        var stride = Math.Max(1, finite.Length / MostPoints);
        lines.Add((name, [.. finite.Where((_, i) => i % stride == 0)], isStep));
        return this;
    }

    private static bool CanBeDrawn(double value) => Math.Abs(value) < 1e15;
}
