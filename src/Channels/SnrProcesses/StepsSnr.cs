namespace EditableDeepSC.Channels;

/// <summary>Holds each value until the next point.</summary>
public sealed class StepsSnr : ISnrProcess
{
    public const string Name = "steps";
    private readonly SnrTimeline timeline;

    public StepsSnr(StepsSnrOptions options)
    {
        OptionRules.Check(Name, options);
        timeline = new SnrTimeline(Name, options.Points);
    }

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds) => timeline.Held(timeSeconds);
}
