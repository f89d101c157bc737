using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Links;

/// <summary>What a channel calls while it imposes itself.</summary>
public sealed partial class Realisation
{
    private readonly ComplexBuffer interference = new();
    private readonly PhiloxRandomSource random = new();
    private float[] noiseWeights = [];
    private bool hasInterference;
    private bool hasNoiseWeights;
    private bool noiseWeightsKnown;
    private double interferencePower;
    private double thermalPower;
    private double additivePower;

    /// <summary>Memory for a channel's own draws, [SymbolCount]; valid until the channel returns.</summary>
    public ComplexSpan Scratch() => scratch.Resize(Use.SymbolCount);

    /// <summary>A source for MathNet's distributions, set to the first number of <paramref name="key"/>.</summary>
    public PhiloxRandomSource Random(in PhiloxKey key)
    {
        random.Restart(key);
        return random;
    }

    /// <summary>Multiplies the gain by fading that a receiver can measure.</summary>
    /// <param name="factor">The fading, [SymbolCount].</param>
    /// <param name="coherenceSymbols">Symbols over which it stays the same.</param>
    public void Fade(ComplexSpan factor, int coherenceSymbols)
    {
        ComplexArithmetic.Multiply(gain.Span, factor, gain.Span);
        if (hasImpairment) ComplexArithmetic.Multiply(knownGain.Span, factor, knownGain.Span);
        CoherenceSymbols = Math.Min(CoherenceSymbols, coherenceSymbols);
    }

    /// <summary>Multiplies the gain by something that no receiver can measure, [SymbolCount].</summary>
    public void Impair(ComplexSpan factor)
    {
        isImpaired = true;
        KeepKnownGain();
        ComplexArithmetic.Multiply(gain.Span, factor, gain.Span);
    }

    /// <summary>Loses one symbol; the receiver sees which.</summary>
    public void Erase(int symbol)
    {
        KeepKnownGain();
        if (erased.Length < Use.SymbolCount) erased = new bool[Use.SymbolCount];
        if (ErasedCount == 0) Erased.Clear();
        if (erased[symbol]) return;
        erased[symbol] = true;
        ErasedCount++;
        var span = gain.Span;
        (span.Real[symbol], span.Imaginary[symbol]) = (0, 0);
    }

    /// <summary>
    /// Lets the symbols pass through an impulse response, after those that are there already; a single tap is fading.
    /// </summary>
    public void Spread(ComplexSpan impulseResponse)
    {
        if (impulseResponse.Length == 1)
        {
            var (real, imaginary) = (impulseResponse.Real[0], impulseResponse.Imaginary[0]);
            var flat = Scratch();
            flat.Real.Fill(real);
            flat.Imaginary.Fill(imaginary);
            Fade(flat, Use.SymbolCount);
            return;
        }
        Span<float> copy = stackalloc float[2 * taps.Length];
        var before = new ComplexSpan(copy[..taps.Length], copy[taps.Length..]);
        taps.Span.CopyTo(before);
        var after = taps.Resize(before.Length + impulseResponse.Length - 1);
        ComplexArithmetic.Convolve(impulseResponse, before, after);
    }

    /// <summary>Multiplies the noise power of each symbol; the weights should have mean 1.</summary>
    /// <param name="weights">[SymbolCount].</param>
    /// <param name="known">Whether the receiver sees them.</param>
    public void WeighNoise(ReadOnlySpan<float> weights, bool known)
    {
        if (noiseWeights.Length < weights.Length) noiseWeights = new float[weights.Length];
        if (!hasNoiseWeights) noiseWeights.AsSpan(0, weights.Length).Fill(1);
        for (var i = 0; i < weights.Length; i++) noiseWeights[i] *= weights[i];
        noiseWeightsKnown = known && (noiseWeightsKnown || !hasNoiseWeights);
        hasNoiseWeights = true;
    }

    /// <summary>Adds what another sender contributes.</summary>
    /// <param name="samples">[SymbolCount].</param>
    /// <param name="power">Its E|sample|^2, which the receiver counts as noise.</param>
    public void Interfere(ComplexSpan samples, double power)
    {
        if (!hasInterference) interference.Fill(Use.SymbolCount, 0);
        hasInterference = true;
        interferencePower += power;
        ComplexArithmetic.Add(interference.Span, samples);
    }

    /// <summary>Limits the amplitude that is sent to <paramref name="ratio"/> times its root mean square.</summary>
    public void Clip(double ratio) => ClipRatio = Math.Min(ClipRatio, ratio);

    private void KeepKnownGain()
    {
        if (hasImpairment) return;
        hasImpairment = true;
        gain.Span.CopyTo(knownGain.Resize(Use.SymbolCount));
    }

    private void SetNoiseVariance()
    {
        if (noiseVariance.Length < ReceivedCount) noiseVariance = new float[ReceivedCount];
        NoiseVariance.Fill((float)(Use.NoiseVariance + interferencePower));
        if (!hasNoiseWeights || !noiseWeightsKnown) return;
        for (var i = 0; i < Use.SymbolCount; i++)
            noiseVariance[i] = (float)(noiseWeights[i] * Use.NoiseVariance + interferencePower);
    }

    private void DrawNoise()
    {
        var span = noise.Resize(ReceivedCount);
        GaussianSamples.Fill(Use.Key(StreamPurpose.Noise), span, Use.NoiseVariance);
        for (var i = 0; hasNoiseWeights && i < Use.SymbolCount; i++)
        {
            var amplitude = MathF.Sqrt(noiseWeights[i]);
            span.Real[i] *= amplitude;
            span.Imaginary[i] *= amplitude;
        }
        thermalPower = additivePower = ComplexArithmetic.MeanPower(span);
        if (!hasInterference) return;
        ComplexArithmetic.Add(span.Slice(0, Use.SymbolCount), interference.Span);
        additivePower = ComplexArithmetic.MeanPower(span);
    }
}
