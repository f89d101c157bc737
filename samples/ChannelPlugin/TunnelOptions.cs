using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Samples.ChannelPlugin;

/// <summary>A road that dives into tunnels at regular times.</summary>
public sealed record TunnelOptions
{
    [Parameter("Time from one entrance to the next.", Min = 0.001, Max = 1e6, Unit = "s")]
    public double PeriodSeconds { get; init; } = 20;

    [Parameter("Share of the time spent inside.", Min = 0, Max = 1)]
    public double InsideFraction { get; init; } = 0.25;

    [Parameter("Loss inside.", Min = 0, Max = 200, Unit = "dB")]
    public double LossDb { get; init; } = 20;
}
