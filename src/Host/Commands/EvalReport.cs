using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Evaluation;

namespace EditableDeepSC.Host.Commands;

/// <summary>The rows of one run of <c>eds eval</c>, as text, JSON and model card.</summary>
/// <param name="Command">What was run.</param>
/// <param name="Seed">Of the portraits.</param>
/// <param name="Device">Where it computed.</param>
internal sealed record EvalReport(string Command, Seed Seed, string Device)
{
    public List<MeasuredFigure> Figures { get; } = [];

    public static string Line(MeasuredFigure figure) =>
        $"{figure.Part,-48} {figure.Name,-58} {Number(figure.Value),12}  {Interval(figure),-40}  {Bar(figure)}";

    public string ToJson() => JsonSerializer.Serialize(new
    {
        command = Command,
        figures = Figures.Select(figure => new
        {
            figure.Part,
            figure.Name,
            figure.Value,
            figure.Low,
            figure.High,
            interval = figure.Method,
            n = figure.Count,
            bar = figure.Bar is { } bar
                ? new
                {
                    bar.Limit,
                    side = bar.IsMost ? "atMost" : "atLeast",
                    of = bar.OfInterval ? "interval" : "value",
                }
                : null,
            figure.Holds,
            seed = Seed.Value,
            device = Device,
        }),
    }, JsonOutput.Format);

    public string ToCard() => $"# Measured\n\n`{Command}` on portraits and sentences unseen in training: one run, seed "
        + $"{Seed.Value} of the portraits, on {Device}. Intervals are of 95 %. A bar is one of the value, or of the "
        + "nearer end of the interval; a share held to 95 % or more needs n of 1,000.\n\n"
        + "| part | figure | measured | interval, n | bar |\n|---|---|---|---|---|\n"
        + string.Concat(Figures.Select(figure =>
            $"| {figure.Part} | {figure.Name} | {Number(figure.Value)} | {Interval(figure)} | {Bar(figure)} |\n"));

    private static string Interval(MeasuredFigure figure) => figure.Method == IntervalMethod.Exact
        ? $"exact, n {figure.Count}"
        : $"{Number(figure.Low)} to {Number(figure.High)} ({NameOf(figure.Method)}), n {figure.Count}";

    private static string NameOf(IntervalMethod method) =>
        method == IntervalMethod.StudentT ? "t" : method.ToString().ToLowerInvariant();

    private static string Bar(MeasuredFigure figure) => figure.Bar is not { } bar ? ""
        : $"{bar}: {(figure.Holds == true ? "holds" : figure.IsCountTooSmall ? "MISSED, n too small" : "MISSED")}";

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
