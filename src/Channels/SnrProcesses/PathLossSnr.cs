namespace EditableDeepSC.Channels;

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
