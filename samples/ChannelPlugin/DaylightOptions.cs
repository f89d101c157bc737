using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Samples.ChannelPlugin;

/// <summary>An SNR that rises and falls once a day.</summary>
public sealed record DaylightOptions
{
    [Parameter("Es/N0 in the middle.", Min = -100, Max = 200, Unit = "dB")]
    public double MeanDb { get; init; } = 6;

    [Parameter("How far it swings to either side.", Min = 0, Max = 100, Unit = "dB")]
    public double SwingDb { get; init; } = 6;

    [Parameter("Length of a day.", Min = 0.001, Max = 1e9, Unit = "s")]
    public double DaySeconds { get; init; } = 86_400;
}
