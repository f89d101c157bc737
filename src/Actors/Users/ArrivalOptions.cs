using System.Reflection;
using System.Text.Json;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Actors.Users;

/// <summary>When the users of a group begin conversations; rates are those of the whole group.</summary>
public sealed record ArrivalOptions
{
    [Parameter("When conversations begin.")]
    public ArrivalKind Kind { get; init; } = ArrivalKind.ClosedLoop;

    [Parameter("Mean think time before each request; where users do not wait, before each turn but the first.",
        Min = 0, Max = 1e6, Unit = "s")]
    public double ThinkSeconds { get; init; } = 1;

    [Parameter("How think times are distributed around their mean.")]
    public ThinkKind ThinkKind { get; init; } = ThinkKind.Exponential;

    [Parameter("The tail of think times, P(longer than x) ~ x^-shape; the smaller, the heavier (pareto).",
        Min = 1.01, Max = 100)]
    [UsedBy(ThinkKind.Pareto)]
    public double ThinkShape { get; init; } = 2.5;

    [Parameter("Standard deviation of the logarithm of think times (logNormal).", Min = 0, Max = 5)]
    [UsedBy(ThinkKind.LogNormal)]
    public double ThinkSigma { get; init; } = 1;

    [Parameter("Conversations of the whole group (poisson, constant; where a ramp begins; bursts: in the quiet state; "
        + "flashCrowd: without the crowd).", Min = 0, Max = 1e9, Unit = "1/s")]
    [UsedBy(ArrivalKind.Poisson, ArrivalKind.Constant, ArrivalKind.Ramp, ArrivalKind.Bursts, ArrivalKind.FlashCrowd)]
    public double RatePerSecond { get; init; } = 1;

    [Parameter("Rate at the end of the run (ramp).", Min = 0, Max = 1e9, Unit = "1/s")]
    [UsedBy(ArrivalKind.Ramp)]
    public double ToRatePerSecond { get; init; } = 1;

    [Parameter("Rate in the busy state (bursts).", Min = 0, Max = 1e9, Unit = "1/s")]
    [UsedBy(ArrivalKind.Bursts)]
    public double BurstRatePerSecond { get; init; } = 10;

    [Parameter("Mean length of a burst, exponential (bursts).", Min = 0.001, Max = 1e7, Unit = "s")]
    [UsedBy(ArrivalKind.Bursts)]
    public double BurstSeconds { get; init; } = 2;

    [Parameter("Mean time between two bursts, exponential (bursts).", Min = 0.001, Max = 1e7, Unit = "s")]
    [UsedBy(ArrivalKind.Bursts)]
    public double QuietSeconds { get; init; } = 18;

    [Parameter("The day: the rate at some hours in order, with straight lines between them and from the last to the "
        + "first of the next day (daily).", MaxCount = 1000)]
    [UsedBy(ArrivalKind.Daily)]
    public IReadOnlyList<HourlyRate> Points { get; init; } = [];

    [Parameter("Length of a day (daily).", Min = 0.0001, Max = 1e5, Unit = "h")]
    [UsedBy(ArrivalKind.Daily)]
    public double PeriodHours { get; init; } = 24;

    [Parameter("The hour of the day at which the run begins (daily).", Min = 0, Max = 1e5, Unit = "h")]
    [UsedBy(ArrivalKind.Daily)]
    public double StartHours { get; init; }

    [Parameter("What the crowd adds to the rate at its peak (flashCrowd).", Min = 0, Max = 1e9, Unit = "1/s")]
    [UsedBy(ArrivalKind.FlashCrowd)]
    public double CrowdRatePerSecond { get; init; } = 10;

    [Parameter("When the crowd begins to come (flashCrowd).", Min = 0, Max = 1e7, Unit = "s")]
    [UsedBy(ArrivalKind.FlashCrowd)]
    public double CrowdAtSeconds { get; init; } = 10;

    [Parameter("Time in which the crowd rises to its peak in a straight line; 0 is at once (flashCrowd).",
        Min = 0, Max = 1e7, Unit = "s")]
    [UsedBy(ArrivalKind.FlashCrowd)]
    public double CrowdRiseSeconds { get; init; } = 2;

    [Parameter("Time in which the crowd falls to 1/e of its peak, and again and again (flashCrowd).",
        Min = 0.001, Max = 1e7, Unit = "s")]
    [UsedBy(ArrivalKind.FlashCrowd)]
    public double CrowdDecaySeconds { get; init; } = 10;

    [Parameter("CSV file whose column \"seconds\" has the beginning of each conversation, in order of time (trace).")]
    [UsedBy(ArrivalKind.Trace)]
    public string File { get; init; } = "";

    /// <summary>What to say of an option that these kinds do not use; null for one that they use.</summary>
    /// <param name="key">The option's key in JSON.</param>
    public string? WhyUnused(string key)
    {
        var option = typeof(ArrivalOptions).GetProperties().FirstOrDefault(property => NameOf(property.Name) == key);
        if (option?.GetCustomAttribute<UsedByAttribute>() is not { } usedBy) return null;
        if (usedBy.Kinds.Contains(Kind) || usedBy.Kinds.Contains(ThinkKind)) return null;
        var kinds = string.Join(", ", usedBy.Kinds.Select(kind => NameOf($"{kind}")));
        var chosen = usedBy.Kinds[0] is ThinkKind
            ? $"'thinkKind' is \"{NameOf($"{ThinkKind}")}\""
            : $"'kind' is \"{NameOf($"{Kind}")}\"";
        return $"'{key}' is an option of {kinds}, and {chosen}; leave it out";
    }

    private static string NameOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>The kinds that use an option; an option without it is used by all.</summary>
    [AttributeUsage(AttributeTargets.Property)]
    private sealed class UsedByAttribute(params object[] kinds) : Attribute
    {
        public object[] Kinds { get; } = kinds;
    }
}

/// <summary>When users come.</summary>
public enum ArrivalKind
{
    /// <summary>Each user begins anew a think time after the end of the conversation before.</summary>
    ClosedLoop,

    /// <summary>Conversations begin at random at a mean rate, whatever became of those before.</summary>
    Poisson,

    /// <summary>Conversations begin at equal distances.</summary>
    Constant,

    /// <summary>As Poisson, with a rate that goes in a straight line from one value to another.</summary>
    Ramp,

    /// <summary>As Poisson, with a rate that jumps at random between two values: a Markov-modulated process.</summary>
    Bursts,

    /// <summary>As Poisson, with a rate that follows the hours of a day, the same every day.</summary>
    Daily,

    /// <summary>As Poisson, with a crowd that comes at a given time and loses interest.</summary>
    FlashCrowd,

    /// <summary>Conversations begin at the times of a file, shared out to the users in turn.</summary>
    Trace,
}

/// <summary>The rate at an hour of the day.</summary>
public sealed record HourlyRate
{
    [Parameter("The hour, counted from the beginning of the day.", Min = 0, Max = 1e5, Unit = "h")]
    public double AtHours { get; init; }

    [Parameter("Conversations of the whole group at that hour.", Min = 0, Max = 1e9, Unit = "1/s")]
    public double RatePerSecond { get; init; }
}
