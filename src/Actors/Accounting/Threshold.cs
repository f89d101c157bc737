using System.Globalization;
using System.Text.RegularExpressions;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>
/// A sentence about a run that must hold, such as "latency: p(95) &lt; 2 s", "edit.success &gt; 0.9" or
/// "lpipsP@-6dB &lt; 0.3": METRIC[@SNRdB][: AGGREGATE] COMPARISON NUMBER [UNIT].
/// </summary>
public sealed partial class Threshold
{
    private const string Form = "write METRIC[@SNRdB][: avg|med|max|count|p(N)] <|<=|>|>=|== NUMBER [UNIT]";

    private readonly string text;
    private readonly ThresholdMetric metric;
    private readonly string aggregate;
    private readonly string comparison;
    private readonly double? snrDb;

    private Threshold(string text, Match match)
    {
        this.text = text;
        metric = Find(text, match.Groups["metric"].Value);
        snrDb = match.Groups["snr"].Success ? Number(match.Groups["snr"].Value) : null;
        aggregate = match.Groups["aggregate"] is { Success: true, Value: var given } ? given : "avg";
        comparison = match.Groups["comparison"].Value;
        Limit = Number(match.Groups["limit"].Value);
        Unit = match.Groups["unit"].Value;
        Check();
    }

    /// <summary>The unit as written.</summary>
    public string Unit { get; }

    /// <summary>What is compared with, in that unit.</summary>
    public double Limit { get; }

    /// <summary>Reads one; throws <see cref="ThresholdException"/> with what is wrong.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="snrsDb">The SNRs that adapters are made for, dB: what '@' can name.</param>
    public static Threshold Parse(string text, IReadOnlyList<double> snrsDb)
    {
        var match = Pattern().Match(text);
        if (!match.Success) throw new ThresholdException($"'{text}': {Form}.");
        var threshold = new Threshold(text, match);
        if (threshold.snrDb is { } snr && !snrsDb.Contains(snr))
        {
            var known = string.Join(", ", snrsDb.Select(one => one.ToString(CultureInfo.InvariantCulture)));
            throw new ThresholdException(
                $"'{text}': qualities are counted by the nearest adapter's SNR; give @ one of {known} dB.");
        }
        return threshold;
    }

    /// <summary>Whether it holds for a run.</summary>
    public ThresholdResult Evaluate(RunStatistics run)
    {
        var quality = snrDb is { } snr ? run.Bands[AdapterPolicy.Nearest(run.AdapterSnrsDb, snr)] : run.All;
        var values = metric.Values(run, quality);
        var value = aggregate switch
        {
            "count" => values.Count,
            "avg" or "rate" => values.Mean,
            "max" => values.Count == 0 ? double.NaN : values.Spread!.Max,
            "med" => values.Spread!.Percentile(50),
            _ => values.Spread!.Percentile(Percent()),
        };
        var inUnit = aggregate == "count" ? value : value / metric.Units[Unit];
        var passed = comparison switch
        {
            "<" => inUnit < Limit,
            "<=" => inUnit <= Limit,
            ">" => inUnit > Limit,
            ">=" => inUnit >= Limit,
            _ => inUnit == Limit,
        };
        return new ThresholdResult(text, double.IsNaN(inUnit) ? null : inUnit, Unit, values.Count, passed);
    }

    private static ThresholdMetric Find(string text, string name) =>
        ThresholdMetric.All.FirstOrDefault(metric => metric.Name == name) ?? throw new ThresholdException(
            $"'{text}': unknown metric '{name}'; "
            + NearestName.Hint(name, ThresholdMetric.All.Select(one => one.Name)));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private double Percent() => Number(aggregate[2..^1]);

    private void Check()
    {
        if (snrDb is not null && !metric.HasBands)
            throw new ThresholdException($"'{text}': {metric.Name} is for the whole run; leave out '@'.");
        if (aggregate == "count")
        {
            if (Unit.Length > 0) throw new ThresholdException($"'{text}': a count has no unit; leave out '{Unit}'.");
            CheckPossible();
            return;
        }
        if (!metric.Units.ContainsKey(Unit))
        {
            var units = metric.Units.Keys.Select(unit => unit.Length == 0 ? "no unit" : $"'{unit}'");
            var found = Unit.Length == 0 ? "a number without unit" : $"the unit '{Unit}'";
            throw new ThresholdException(
                $"'{text}': {metric.Name} cannot take {found}; give {string.Join(" or ", units)}.");
        }
        if (metric.IsRate && aggregate is not ("avg" or "rate"))
            throw new ThresholdException($"'{text}': {metric.Name} is a share; it has no {aggregate}.");
        if (!metric.IsRate && aggregate == "rate")
            throw new ThresholdException($"'{text}': {metric.Name} is no share; it has no rate.");
        if (aggregate.StartsWith('p') && Percent() is < 0 or > 100)
            throw new ThresholdException($"'{text}': {aggregate} is impossible; give p(0) to p(100).");
        CheckPossible();
    }

    /// <summary>Refuses what holds, or breaks, whatever happens: it says nothing of a run.</summary>
    private void CheckPossible()
    {
        var isCount = aggregate == "count";
        var isShare = metric.IsRate && !isCount;
        var value = isCount ? Limit : Limit * metric.Units[Unit];
        var (least, most) = (0.0, isShare ? 1.0 : double.MaxValue);
        var (never, always) = comparison switch
        {
            "<" => (value <= least, value > most),
            "<=" => (value < least, value >= most),
            ">" => (value >= most, value < least),
            ">=" => (value > most, value <= least),
            _ => (value < least || value > most || (isCount && value % 1 != 0), false),
        };
        if (!never && !always) return;
        var range = isCount ? "a count is 0 or more" : $"{metric.Name} is {(isShare ? "0 to 100 %" : "0 or more")}";
        throw new ThresholdException($"'{text}' can never {(never ? "hold" : "fail")}: {range}; give another limit.");
    }

    [GeneratedRegex("""
        ^\s*(?<metric>[A-Za-z.]+)\s*(@\s*(?<snr>-?\d+(\.\d+)?)\s*dB)?
        \s*(:\s*(?<aggregate>avg|med|max|count|rate|p\(\d+(\.\d+)?\)))?
        \s*(?<comparison><=|>=|==|<|>)\s*(?<limit>-?\d+(\.\d+)?)\s*(?<unit>[A-Za-z%]*)\s*$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

/// <summary>How a threshold came out.</summary>
/// <param name="Text">The threshold as written.</param>
/// <param name="Value">What was measured, in the unit as written; null without a single value.</param>
/// <param name="Unit">That unit.</param>
/// <param name="Count">Over how many values.</param>
/// <param name="IsPassed">Whether it holds; without a value it does not.</param>
public sealed record ThresholdResult(string Text, double? Value, string Unit, long Count, bool IsPassed);

/// <summary>A threshold that cannot be read; the message says what to write.</summary>
public sealed class ThresholdException(string message) : Exception(message);
