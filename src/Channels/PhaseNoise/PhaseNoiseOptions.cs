namespace EditableDeepSC.Channels;

/// <summary>An oscillator whose phase wanders.</summary>
public sealed record PhaseNoiseOptions
{
    [Parameter("Width of the oscillator's spectral line, two-sided at half power.", Min = 0, Max = 1e6, Unit = "Hz")]
    public double LinewidthHz { get; init; } = 10;
}
