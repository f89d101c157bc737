using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Receivers;

/// <summary>
/// Least-squares estimates from pilots: the true value plus a complex Gaussian error of variance
/// N0 / (pilots x pilot power), drawn anew for each estimate. Over echoes the taps are estimated, else the gains.
/// </summary>
internal sealed class ChannelEstimator(ReceiverOptions options)
{
    private readonly ComplexBuffer gains = new();
    private readonly ComplexBuffer taps = new();
    private readonly ComplexBuffer errors = new();
    private readonly double pilotGain = options.PilotsPerEstimate * Decibels.ToRatio(options.PilotBoostDb);

    /// <summary>The gains as the receiver believes them, [SymbolCount]; 0 where it saw a symbol lost.</summary>
    public ComplexSpan Gains => gains.Span;

    /// <summary>The taps as the receiver believes them.</summary>
    public ComplexSpan Taps => taps.Span;

    /// <summary>How much noisier each symbol looks for the errors of the estimates: 1 with perfect knowledge.</summary>
    public double NoiseInflation => options.Csi == CsiKind.Perfect ? 1 : 1 + taps.Length / pilotGain;

    /// <summary>Pilots that a transmission needs.</summary>
    public int PilotCount(Realisation realisation)
    {
        if (options.Csi == CsiKind.Perfect) return 0;
        var estimates = realisation.Taps.Length > 1
            ? realisation.Taps.Length
            : BlockFading.Count(realisation.KnownGain, Spacing(realisation));
        return estimates * options.PilotsPerEstimate;
    }

    public void Estimate(Realisation realisation)
    {
        realisation.KnownGain.CopyTo(gains.Resize(realisation.Use.SymbolCount));
        realisation.Taps.CopyTo(taps.Resize(realisation.Taps.Length));
        if (options.Csi == CsiKind.Pilots && taps.Length > 1) AddTapErrors(realisation);
        else if (options.Csi == CsiKind.Pilots) HoldGains(realisation);
        if (realisation.ErasedCount > 0) ForgetErased(realisation);
    }

    private int Spacing(Realisation realisation) =>
        options.PilotSpacingSymbols > 0 ? options.PilotSpacingSymbols : realisation.CoherenceSymbols;

    private void AddTapErrors(Realisation realisation) =>
        ComplexArithmetic.Add(taps.Span, Errors(realisation, taps.Length, realisation.NoiseVariance[0]));

    /// <summary>Each estimate is made where its symbols begin and held until the next.</summary>
    private void HoldGains(Realisation realisation)
    {
        var spacing = Spacing(realisation);
        var believed = gains.Span;
        var truth = realisation.KnownGain;
        var blocks = BlockFading.Count(believed, spacing);
        var drawn = Errors(realisation, blocks, 1);
        for (var block = 0; block < blocks; block++)
        {
            var deviation = MathF.Sqrt(realisation.NoiseVariance[block * spacing]);
            believed.Real[block] = truth.Real[block * spacing] + deviation * drawn.Real[block];
            believed.Imaginary[block] = truth.Imaginary[block * spacing] + deviation * drawn.Imaginary[block];
        }
        BlockFading.Spread(believed, spacing);
    }

    private ComplexSpan Errors(Realisation realisation, int count, double noiseVariance)
    {
        var drawn = errors.Resize(count);
        var variance = noiseVariance / (pilotGain * realisation.Use.Power);
        GaussianSamples.Fill(realisation.Use.Key(StreamPurpose.ChannelEstimate), drawn, variance);
        return drawn;
    }

    private void ForgetErased(Realisation realisation)
    {
        var believed = gains.Span;
        for (var i = 0; i < believed.Length; i++)
            if (realisation.Erased[i]) (believed.Real[i], believed.Imaginary[i]) = (0, 0);
    }
}
