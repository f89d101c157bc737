using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>An SNR that rises and falls evenly.</summary>
public sealed record RampsSnrOptions
{
    [Parameter("Points in order of time, joined by straight lines in dB; the ends stay as they are.")]
    public IReadOnlyList<SnrPoint> Points { get; init; } =
        [new() { AtSeconds = 0, SnrDb = 18 }, new() { AtSeconds = 60, SnrDb = -6 }];
}

/// <summary>Straight lines in dB between points.</summary>
public sealed class RampsSnr(RampsSnrOptions options) : ISnrProcess
{
    public const string Name = "ramps";
    private readonly SnrTimeline timeline = new(Name, OptionRules.Checked(Name, options).Points);

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds) => timeline.Interpolated(timeSeconds);
}
