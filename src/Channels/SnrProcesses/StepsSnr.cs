using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>An SNR that jumps.</summary>
public sealed record StepsSnrOptions
{
    [Parameter("When the SNR jumps and to what, in order of time; the first value also holds before its time.")]
    public IReadOnlyList<SnrPoint> Points { get; init; } = [new() { AtSeconds = 0, SnrDb = 10 }];
}

/// <summary>Holds each value until the next point.</summary>
public sealed class StepsSnr(StepsSnrOptions options) : ISnrProcess
{
    public const string Name = "steps";
    private readonly SnrTimeline timeline = new(Name, OptionRules.Checked(Name, options).Points);

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds) => timeline.Held(timeSeconds);
}
