namespace EditableDeepSC.Channels;

/// <summary>Other users on the same frequency.</summary>
public sealed record InterferenceOptions
{
    [Parameter("Other users that can be heard.", Min = 0, Max = 1000)]
    public int Users { get; init; } = 3;

    [Parameter("Chance that each of them sends during a transmission.", Min = 0, Max = 1)]
    public double Activity { get; init; } = 0.5;

    [Parameter("Average power of each sender over that of the wanted user.", Min = -100, Max = 60, Unit = "dB")]
    public double PowerDb { get; init; } = -10;
}
