using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Samples.ChannelPlugin;

/// <summary>A sine over the day, the same for every user.</summary>
public sealed class DaylightSnr : ISnrProcess
{
    public const string Name = "daylight";
    private readonly DaylightOptions options;

    public DaylightSnr(DaylightOptions options)
    {
        OptionRules.Check(Name, options);
        this.options = options;
    }

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds) =>
        options.MeanDb + options.SwingDb * Math.Sin(Math.Tau * timeSeconds / options.DaySeconds);
}
