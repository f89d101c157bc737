using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Channels.Cells;

/// <summary>The air that users share.</summary>
public record CellOptions
{
    internal const string Module = "cell";

    [Parameter("Complex symbols a second, for all users together.", Min = 1, Max = 1e12, Unit = "baud")]
    public double SymbolRateBaud { get; init; } = 1e6;

    [Parameter("Who may send next.")]
    public SchedulerKind Scheduler { get; init; } = SchedulerKind.Fifo;

    [Parameter("How far back proportional fairness looks: what a user got so long ago counts 1/e.",
        Min = 0.001, Max = 1e6, Unit = "s")]
    public double FairnessSeconds { get; init; } = 1;

    [Parameter("Transmissions that may wait; one more is refused.", Min = 1, Max = 100_000_000)]
    public int QueueLimit { get; init; } = 10_000;
}

/// <summary>One of several cells: an air of its own, at a place.</summary>
public sealed record CellSiteOptions : CellOptions
{
    /// <summary>Most cells of a run.</summary>
    public const int Most = 64;

    [Parameter("Names the cell in tables.")]
    public string Name { get; init; } = "cell";

    [Parameter("Where its antenna is, to the east.", Min = -MobilityOptions.Far, Max = MobilityOptions.Far, Unit = "m")]
    public double XMetres { get; init; }

    [Parameter("Where its antenna is, to the north.", Min = -MobilityOptions.Far, Max = MobilityOptions.Far, Unit = "m")]
    public double YMetres { get; init; }

    [Parameter("Es/N0 at the reference distance of 'radio', without shadowing: transmit power and gains, less noise.",
        Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double SnrAtReferenceDb { get; init; } = 20;
}

/// <summary>Which waiting user may send next.</summary>
public enum SchedulerKind
{
    /// <summary>Whoever came first.</summary>
    Fifo,

    /// <summary>The users in turn, one transmission each.</summary>
    RoundRobin,

    /// <summary>The user whose present rate is highest relative to its recent throughput.</summary>
    ProportionalFair,
}
