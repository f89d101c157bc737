using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>An SNR that wanders between two bounds, independently for each user.</summary>
public sealed record RandomWalkSnrOptions
{
    [Parameter("Where every user starts; between the bounds.", Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double StartDb { get; init; } = 6;

    [Parameter("Lower bound, where the walk is reflected.", Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double MinDb { get; init; } = -6;

    [Parameter("Upper bound, where the walk is reflected.", Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double MaxDb { get; init; } = 18;

    [Parameter("Standard deviation of a step.", Min = 0, Max = 100, Unit = "dB")]
    public double StepDb { get; init; } = 1;

    [Parameter("Time between steps, with straight lines between them.", Min = 0.001, Max = 1e6, Unit = "s")]
    public double StepSeconds { get; init; } = 1;
}

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

/// <summary>Reflects values at the bounds of an interval.</summary>
internal static class Fold
{
    /// <summary>
    /// The value after as many reflections at <paramref name="min"/> and <paramref name="max"/> as it takes.
    /// </summary>
    public static double Into(double value, double min, double max)
    {
        var width = max - min;
        var turns = (value - min) / (2 * width);
        return min + 2 * width * Math.Abs(turns - Math.Round(turns));
    }
}
