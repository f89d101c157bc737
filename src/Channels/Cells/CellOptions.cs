using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Cells;

/// <summary>The air that users share.</summary>
public sealed record CellOptions
{
    internal const string Name = "cell";

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
