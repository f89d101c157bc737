namespace EditableDeepSC.Channels;

/// <summary>
/// What one transmission meets: received = taps * (gain x clip(sent)) + noise, where * convolves. All of it is fixed
/// before a symbol is sent, so tensor code may take the spans as constants. Reuse one object a thread: it keeps its memory.
/// </summary>
public sealed class Realisation
{
    private readonly ComplexBuffer gain = new();
    private readonly ComplexBuffer knownGain = new();
    private readonly ComplexBuffer taps = new();
    private readonly ComplexBuffer noise = new();
    private readonly ComplexBuffer interference = new();
    private readonly ComplexBuffer scratch = new();
    private bool hasImpairment;
    private bool hasInterference;

    /// <summary>The transmission this was drawn for.</summary>
    public ChannelUse Use { get; private set; }

    /// <summary>Complex gain of each sent symbol, [SymbolCount].</summary>
    public ComplexSpan Gain => gain.Span;

    /// <summary>The gain without what no receiver can know beforehand, such as phase noise, [SymbolCount].</summary>
    public ComplexSpan KnownGain => hasImpairment ? knownGain.Span : gain.Span;

    /// <summary>Impulse response, the same for the whole transmission; a flat channel has the one tap 1.</summary>
    public ComplexSpan Taps => taps.Span;

    /// <summary>Everything that is added to the symbols, thermal noise and interference, [ReceivedCount].</summary>
    public ComplexSpan Noise => noise.Span;

    /// <summary>Symbols that arrive: those sent and the echoes of the last, SymbolCount + taps - 1.</summary>
    public int ReceivedCount => Use.SymbolCount + Taps.Length - 1;

    /// <summary>Symbols over which the gain stays the same; a receiver that uses pilots needs new ones after so many.</summary>
    public int CoherenceSymbols { get; private set; }

    /// <summary>Draws what <paramref name="channel"/> does to the transmission <paramref name="use"/>.</summary>
    public void Draw(IChannel channel, in ChannelUse use)
    {
        Use = use;
        gain.Fill(use.SymbolCount, 1);
        taps.Fill(1, 1);
        CoherenceSymbols = Math.Max(1, use.SymbolCount);
        (hasImpairment, hasInterference) = (false, false);
        channel.Impose(use, this);
        DrawNoise();
    }

    /// <summary>Memory for a channel's own draws, [SymbolCount]; valid until the channel returns.</summary>
    public ComplexSpan Scratch() => scratch.Resize(Use.SymbolCount);

    /// <summary>Multiplies the gain by fading that a receiver can measure.</summary>
    /// <param name="factor">The fading, [SymbolCount].</param>
    /// <param name="coherenceSymbols">Symbols over which it stays the same.</param>
    public void Fade(ComplexSpan factor, int coherenceSymbols)
    {
        ComplexArithmetic.Multiply(gain.Span, factor, gain.Span);
        if (hasImpairment) ComplexArithmetic.Multiply(knownGain.Span, factor, knownGain.Span);
        CoherenceSymbols = Math.Min(CoherenceSymbols, coherenceSymbols);
    }

    private void DrawNoise()
    {
        GaussianSamples.Fill(Use.Key(StreamPurpose.Noise), noise.Resize(ReceivedCount), Use.NoiseVariance);
    }

    /// <summary>Sends symbols: received = taps * (gain x sent) + noise.</summary>
    /// <param name="sent">[SymbolCount], of average power <see cref="ChannelUse.Power"/>.</param>
    /// <param name="received">[ReceivedCount].</param>
    public void Apply(ComplexSpan sent, ComplexSpan received)
    {
        ComplexArithmetic.Multiply(gain.Span, sent, received);
        ComplexArithmetic.Add(received, noise.Span);
    }
}
