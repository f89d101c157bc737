using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>A user who walks or drives to and fro between two distances from the base station.</summary>
public sealed record PathLossSnrOptions
{
    [Parameter("Es/N0 at the reference distance, without shadowing.",
        Min = SnrPoint.MinDb, Max = SnrPoint.MaxDb, Unit = "dB")]
    public double SnrAtReferenceDb { get; init; } = 20;

    [Parameter("Reference distance.", Min = 0.1, Max = 1e6, Unit = "m")]
    public double ReferenceMetres { get; init; } = 100;

    [Parameter("Path-loss exponent: 2 in free space, 3 to 4 in a city.", Min = 1, Max = 8)]
    public double Exponent { get; init; } = 3.5;

    [Parameter("Shortest distance to the base station.", Min = 0.1, Max = 1e6, Unit = "m")]
    public double NearMetres { get; init; } = 50;

    [Parameter("Longest distance to the base station.", Min = 0.1, Max = 1e6, Unit = "m")]
    public double FarMetres { get; init; } = 500;

    [Parameter("Speed; each user starts somewhere on the way.", Min = 0, Max = 1000, Unit = "m/s")]
    public double SpeedMetresPerSecond { get; init; } = 1.4;

    [Parameter("Standard deviation of the shadowing.", Min = 0, Max = 30, Unit = "dB")]
    public double ShadowingDb { get; init; } = 6;

    [Parameter("Distance over which the shadowing's correlation falls to 1/e.", Min = 0.1, Max = 1e5, Unit = "m")]
    public double DecorrelationMetres { get; init; } = 50;
}

/// <summary>
/// Log-distance path loss with shadowing that belongs to the place: Gaussian in dB and correlated as
/// exp(-distance / decorrelation) (Gudmundson 1991). A user who returns finds the same shadow.
/// </summary>
public sealed class PathLossSnr : ISnrProcess
{
    public const string Name = "path-loss";
    private const double PlacesPerDecorrelation = 32; // linear interpolation then loses under 2 % of the variance
    private static readonly GaussianBridge Shadowing = GaussianBridge.Correlated(PlacesPerDecorrelation);
    private readonly PathLossSnrOptions options;

    public PathLossSnr(PathLossSnrOptions options)
    {
        OptionRules.Check(Name, options);
        if (options.NearMetres >= options.FarMetres)
        {
            throw new ChannelOptionException(FormattableString.Invariant(
                $"{Name}: 'nearMetres' {options.NearMetres} m is not below 'farMetres' {options.FarMetres} m: ") +
                "swap them.");
        }
        this.options = options;
    }

    public double SnrDbAt(Seed seed, UserId user, double timeSeconds)
    {
        var distance = DistanceMetres(seed, user, timeSeconds);
        var key = new PhiloxKey(seed, StreamPurpose.Shadowing, user, new TransmissionId(0));
        var place = (distance - options.NearMetres) / options.DecorrelationMetres * PlacesPerDecorrelation;
        var lossDb = 10 * options.Exponent * Math.Log10(distance / options.ReferenceMetres);
        return options.SnrAtReferenceDb - lossDb + options.ShadowingDb * Shadowing.Value(key, place);
    }

    /// <summary>How far from the base station the user is.</summary>
    public double DistanceMetres(Seed seed, UserId user, double timeSeconds)
    {
        var key = new PhiloxKey(seed, StreamPurpose.SnrProcess, user, new TransmissionId(0));
        var start = 2 * (options.FarMetres - options.NearMetres) * key.Uniform(0); // there and back
        var way = options.NearMetres + start + options.SpeedMetresPerSecond * timeSeconds;
        return Fold.Into(way, options.NearMetres, options.FarMetres);
    }
}
