namespace EditableDeepSC.Channels;

/// <summary>Straight lines in dB between points.</summary>
public sealed class RampsSnr : ISnrProcess
{
    public const string Name = "ramps";
    private readonly SnrTimeline timeline;

    public RampsSnr(RampsSnrOptions options)
    {
        OptionRules.Check(Name, options);
        timeline = new SnrTimeline(Name, options.Points);
    }

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds) => timeline.Interpolated(timeSeconds);
}
