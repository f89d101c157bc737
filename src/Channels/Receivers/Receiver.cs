using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Receivers;

/// <summary>How symbols are received.</summary>
public sealed record ReceiverOptions
{
    internal const string Name = "receiver";

    [Parameter("How the receiver learns the channel.")]
    public CsiKind Csi { get; init; } = CsiKind.Perfect;

    [Parameter("How the receiver undoes the channel.")]
    public EqualiserKind Equaliser { get; init; } = EqualiserKind.Mmse;

    [Parameter("Pilots that are averaged for one estimate.", Min = 1, Max = 1_000_000, Unit = "symbols")]
    public int PilotsPerEstimate { get; init; } = 4;

    [Parameter("Symbols from one estimate to the next, held in between; 0 means as long as the channel stays the same.",
        Min = 0, Max = 1e9, Unit = "symbols")]
    public int PilotSpacingSymbols { get; init; }

    [Parameter("Power of a pilot over that of a symbol.", Min = -30, Max = 30, Unit = "dB")]
    public double PilotBoostDb { get; init; }
}

/// <summary>How the receiver learns the channel (channel state information).</summary>
public enum CsiKind
{
    /// <summary>It knows the gains and taps exactly, phase noise excepted.</summary>
    Perfect,

    /// <summary>It estimates them from noisy pilots.</summary>
    Pilots,
}

/// <summary>How the receiver undoes the channel.</summary>
public enum EqualiserKind
{
    /// <summary>Inverts the channel, whatever that does to the noise.</summary>
    ZeroForcing,

    /// <summary>Linear estimate of least mean square error, for semantic decoders. It shrinks weak symbols.</summary>
    Mmse,

    /// <summary>The same, scaled back so that it does not shrink: what a soft demapper wants.</summary>
    MmseUnbiased,
}

/// <summary>
/// Turns what arrived back into symbols: estimates the channel, then equalises. Keeps its memory from one transmission
/// to the next, so use one object a thread.
/// </summary>
public sealed class Receiver
{
    private readonly ReceiverOptions options;
    private readonly ChannelEstimator estimator;
    private readonly EchoEqualiser echoes = new();

    public Receiver(ReceiverOptions options)
    {
        OptionRules.Check(ReceiverOptions.Name, options);
        this.options = options;
        estimator = new ChannelEstimator(options);
    }

    /// <summary>Symbols on the air beside a transmission's own: pilots, and the wait for the last echo.</summary>
    public int OverheadSymbols(Realisation realisation) =>
        estimator.PilotCount(realisation) + realisation.Taps.Length - 1;

    /// <summary>Estimates the symbols that were sent.</summary>
    /// <param name="realisation">What the transmission met.</param>
    /// <param name="received">[ReceivedCount].</param>
    /// <param name="estimate">
    /// The estimates, [SymbolCount]; may be the same memory as <paramref name="received"/>.
    /// </param>
    /// <param name="variance">
    /// E|estimate - sent|^2 of each symbol as the receiver sees it, [SymbolCount]; huge where a symbol was lost.
    /// </param>
    public void Receive(Realisation realisation, ComplexSpan received, ComplexSpan estimate, Span<float> variance)
    {
        estimator.Estimate(realisation);
        var flat = realisation.Taps.Length == 1;
        var power = realisation.Use.Power;

        // On a flat channel the estimate that is scaled back is that of zero forcing.
        var forcing = options.Equaliser == EqualiserKind.ZeroForcing
            || (flat && options.Equaliser == EqualiserKind.MmseUnbiased);
        var ridge = forcing ? 0 : 1 / power;
        if (flat)
        {
            FlatEqualiser.Solve(estimator.Gains, received, realisation.NoiseVariance, (float)estimator.NoiseInflation,
                (float)ridge, estimate, variance);
            return;
        }
        echoes.Solve(estimator.Gains, estimator.Taps, received, realisation.NoiseVariance, estimator.NoiseInflation,
            ridge, estimate, variance);
        if (options.Equaliser == EqualiserKind.MmseUnbiased) RemoveBias(estimate, variance, power);
    }

    /// <summary>An estimate of least mean square error e is (1 - e / P) times the symbol, plus noise.</summary>
    private static void RemoveBias(ComplexSpan estimate, Span<float> variance, double power)
    {
        for (var i = 0; i < estimate.Length; i++)
        {
            var bias = (float)Math.Max(1 - variance[i] / power, 1e-30);
            estimate.Real[i] /= bias;
            estimate.Imaginary[i] /= bias;
            variance[i] /= bias;
        }
    }
}
