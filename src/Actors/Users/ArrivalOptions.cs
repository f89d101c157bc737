using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>When the users of a group begin conversations.</summary>
public sealed record ArrivalOptions
{
    [Parameter("When conversations begin.")]
    public ArrivalKind Kind { get; init; } = ArrivalKind.ClosedLoop;

    [Parameter("Mean think time before each request, exponential.", Min = 0, Max = 1e6, Unit = "s")]
    public double ThinkSeconds { get; init; } = 1;

    [Parameter("Conversations of the whole group (poisson, constant; where a ramp begins).",
        Min = 0, Max = 1e9, Unit = "1/s")]
    public double RatePerSecond { get; init; } = 1;

    [Parameter("Rate at the end of the run (ramp).", Min = 0, Max = 1e9, Unit = "1/s")]
    public double ToRatePerSecond { get; init; } = 1;
}
