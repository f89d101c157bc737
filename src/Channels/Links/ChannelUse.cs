using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Links;

/// <summary>One transmission as the air sees it: who sends how many symbols, when, and at which SNR.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="User">Whose link it is.</param>
/// <param name="Transmission">Keys the noise and all fading that is drawn anew for each transmission.</param>
/// <param name="SymbolCount">Complex symbols sent.</param>
/// <param name="SnrDb">
/// Requested Es/N0 in dB, on the average over fading: P/N0 with N0 the noise variance of a complex symbol, N0/2 per
/// real dimension.
/// </param>
public readonly record struct ChannelUse(
    Seed Seed, UserId User, TransmissionId Transmission, int SymbolCount, double SnrDb)
{
    private readonly UserId? mover;

    /// <summary>When the first symbol is sent, in seconds; channels that are functions of time depend on it.</summary>
    public double TimeSeconds { get; init; }

    /// <summary>Whose movement keys fading that is a function of time; default: the user's.</summary>
    public UserId Mover
    {
        get => mover ?? User;
        init => mover = value;
    }

    /// <summary>Symbols a second, default 1e6.</summary>
    public double SymbolRateBaud { get; init; } = 1e6;

    /// <summary>Average power P of a complex symbol, default 1; 2 for unit-power real symbols sent in pairs.</summary>
    public double Power { get; init; } = 1;

    /// <summary>The place in a chain of channels, so that two equal ones draw different numbers.</summary>
    public byte Stage { get; init; }

    /// <summary>N0, the noise variance of one complex symbol.</summary>
    public double NoiseVariance => Power / Decibels.ToRatio(SnrDb);

    /// <summary>The random numbers of this transmission for one purpose.</summary>
    public PhiloxKey Key(StreamPurpose purpose) => new(Seed, purpose, User, Transmission, Stage);

    /// <summary>The same of a plug-in's stream, see <see cref="PhiloxKey.OfPlugin"/>.</summary>
    public PhiloxKey PluginKey(string name) => PhiloxKey.OfPlugin(name, Seed, User, Transmission, Stage);
}
