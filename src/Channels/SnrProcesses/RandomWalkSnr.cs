namespace EditableDeepSC.Channels;

/// <summary>A Gaussian random walk in dB, reflected at its bounds.</summary>
public sealed class RandomWalkSnr : ISnrProcess
{
    public const string Name = "random-walk";
    private static readonly GaussianBridge Walk = GaussianBridge.RandomWalk();
    private readonly RandomWalkSnrOptions options;

    public RandomWalkSnr(RandomWalkSnrOptions options)
    {
        OptionRules.Check(Name, options);
        if (options.MinDb >= options.MaxDb || options.StartDb < options.MinDb || options.StartDb > options.MaxDb)
        {
            throw new ChannelOptionException(FormattableString.Invariant(
                $"{Name}: 'startDb' {options.StartDb}, 'minDb' {options.MinDb}, 'maxDb' {options.MaxDb} dB: ") +
                "give minDb < maxDb and a start between them.");
        }
        this.options = options;
    }

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds)
    {
        var key = new PhiloxKey(seed, StreamPurpose.SnrProcess, user, new TransmissionId(0));
        var free = options.StartDb + options.StepDb * Walk.Value(key, timeSeconds / options.StepSeconds);
        return Fold.Into(free, options.MinDb, options.MaxDb);
    }
}
