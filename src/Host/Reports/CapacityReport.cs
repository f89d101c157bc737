using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Reports;

/// <summary>What a configuration carries, as text, JSON or a page.</summary>
/// <param name="scenario">The configuration, at any load.</param>
/// <param name="load">What the load is.</param>
/// <param name="metrics">What had to hold.</param>
/// <param name="points">All loads that were measured, in order.</param>
/// <param name="holds">The last that holds; null where none does.</param>
/// <param name="fails">The first that does not; null where all hold.</param>
/// <param name="rates">What each stage can serve, in closed form.</param>
internal sealed class CapacityReport(Scenario scenario, ScenarioNumber load, IReadOnlyList<Threshold> metrics,
    IReadOnlyCollection<CapacityPoint> points, CapacityPoint? holds, CapacityPoint? fails,
    ServiceRates rates)
{
    /// <summary>A cell of 1 Mbaud fills 1 MHz (Nyquist); several cells have as many.</summary>
    private double MHz => scenario.Air.Sum(cell => cell.SymbolRateBaud) / 1e6;

    private string Unit => load.Rule.Unit.Length == 0 ? "" : $" {load.Rule.Unit}";

    private string[] Head =>
    [
        load.Path + Unit, .. points.First().Metrics.Select(metric => metric.Text), "", "pictures/s", "not delivered",
        .. points.First().Stages.SelectMany(stage => new[] { $"{stage.Stage} busy", "wait ms" }),
    ];

    public string Text
    {
        get
        {
            var rows = points.Select(point => Row(point).Select(HtmlTable.Text).ToArray()).Prepend(Head).ToArray();
            var widths = Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
            var table = rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))));
            return string.Join('\n', [$"{scenario.Name}, seed {scenario.Seed}, virtual time, {points.Count} runs", "",
                .. table, "", .. Verdict]);
        }
    }

    public object Json => new
    {
        scenario = scenario.Name,
        seed = scenario.Seed,
        load = load.Path,
        unit = load.Rule.Unit,
        holds = holds?.Load,
        fails = fails?.Load,
        perMHz = holds?.Load / MHz,
        perEncoder = holds?.Load / scenario.Encoders.Workers,
        picturesPerSecond = holds?.DeliveredPerSecond,
        picturesPerSecondPerMHz = holds?.DeliveredPerSecond / MHz,
        picturesPerSecondPerEncoder = holds?.DeliveredPerSecond / scenario.Encoders.Workers,
        bottleneck = fails?.Bottleneck,
        closedForm = rates,
        points,
    };

    public string Html
    {
        get
        {
            var page = new ReportPage($"Capacity of {scenario.Name}");
            foreach (var line in Verdict) page.Paragraph(line);
            for (var i = 0; i < metrics.Count; i++)
            {
                var (number, text) = (i, points.First().Metrics[i].Text);
                page.Chart(new ReportChart(text, load.Path + Unit, metrics[i].Unit)
                    .Add("measured", points.Select(point => (point.Load, point.Metrics[number].Value ?? double.NaN)))
                    .Add("limit", points.Select(point => (point.Load, metrics[number].Limit))));
            }
            var busy = new ReportChart("Share of the time that each stage worked, when it had most to do", load.Path + Unit, "");
            for (var i = 0; i < points.First().Stages.Count; i++)
            {
                var number = i;
                busy.Add(points.First().Stages[i].Stage, points.Select(point => (point.Load, point.Stages[number].Utilisation)));
            }
            return page.Chart(busy).Table(Head, points.Select(Row)).Html();
        }
    }

    /// <summary>The values of the metrics at a load.</summary>
    public static string ValuesOf(CapacityPoint point) => string.Join("; ", point.Metrics.Select(metric =>
        $"{metric.Text} {(metric.IsPassed ? "holds" : "fails")} ({HtmlTable.Text(metric.Value ?? double.NaN)} {metric.Unit})"));

    private IEnumerable<string> Verdict
    {
        get
        {
            if (holds is null)
            {
                yield return $"No load: the metric fails even at {load.Change(fails!.Load)}; begin lower with --from, or ask for less.";
            }
            else
            {
                yield return (fails is null ? "At least: " : "Carries ") + $"{load.Change(holds.Load)}{Unit}, " + Format(
                    $"{holds.DeliveredPerSecond:0.###} pictures/s: for each MHz of the air {holds.Load / MHz:0.###} and ")
                    + Format($"{holds.DeliveredPerSecond / MHz:0.###} pictures/s, for each encoder ")
                    + Format($"{holds.Load / scenario.Encoders.Workers:0.###} and ")
                    + Format($"{holds.DeliveredPerSecond / scenario.Encoders.Workers:0.###} pictures/s.");
            }
            if (fails is null)
            {
                yield return "The metric never failed; go higher with --to, or ask for more.";
                yield break;
            }
            var stage = fails.Bottleneck;
            yield return $"At {load.Change(fails.Load)} it fails. " + (stage.IsFull
                ? $"The queue before the {stage.Stage} is full: "
                : $"No stage is busy all the time; the longest wait is before the {stage.Stage}: ") + Format(
                $"busy {100 * stage.Utilisation:0} % of the time, a wait of {stage.WaitMs:0} ms for {stage.WorkMs:0} ms of work.");
            yield return Format($"In closed form the stages serve at most: encoders {rates.Encoders:0.##} requests/s ")
                + Format($"(batches of {rates.EncoderBatch}), air {rates.Air:0.##}, decoders {rates.Decoders:0.##}.");
        }
    }

    private static object?[] Row(CapacityPoint point) =>
    [
        point.Load, .. point.Metrics.Select(metric => (object?)(metric.Value ?? double.NaN)), point.Holds ? "holds" : "fails",
        point.DeliveredPerSecond, point.UndeliveredShare,
        .. point.Stages.SelectMany(stage => new object?[] { stage.Utilisation, stage.WaitMs }),
    ];

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
