namespace EditableDeepSC.Channels.Links;

/// <summary>
/// What one transmission meets: received = taps * (gain x clip(sent)) + noise, where * convolves. All of it is fixed
/// before a symbol is sent, so tensor code may take the spans as constants. Reuse one object a thread: it keeps its
/// memory.
/// </summary>
public sealed partial class Realisation
{
    private readonly ComplexBuffer gain = new();
    private readonly ComplexBuffer knownGain = new();
    private readonly ComplexBuffer taps = new();
    private readonly ComplexBuffer noise = new();
    private readonly ComplexBuffer scratch = new();
    private float[] noiseVariance = [];
    private bool[] erased = [];
    private bool hasImpairment;
    private bool isImpaired;

    /// <summary>The transmission this was drawn for.</summary>
    public ChannelUse Use { get; private set; }

    /// <summary>Complex gain of each sent symbol, [SymbolCount].</summary>
    public ComplexSpan Gain => gain.Span;

    /// <summary>The gain as pilots would show it, without phase noise and erasures, [SymbolCount].</summary>
    public ComplexSpan KnownGain => hasImpairment ? knownGain.Span : gain.Span;

    /// <summary>Impulse response, the same for the whole transmission; a flat channel has the one tap 1.</summary>
    public ComplexSpan Taps => taps.Span;

    /// <summary>Everything that is added to the symbols, thermal noise and interference, [ReceivedCount].</summary>
    public ComplexSpan Noise => noise.Span;

    /// <summary>E|noise|^2 of each received symbol as far as a receiver can know it, [ReceivedCount].</summary>
    public Span<float> NoiseVariance => noiseVariance.AsSpan(0, ReceivedCount);

    /// <summary>
    /// Largest amplitude the transmitter can send, over the root mean square; infinite without clipping.
    /// </summary>
    public double ClipRatio { get; private set; }

    /// <summary>Symbols that arrive: those sent and the echoes of the last, SymbolCount + taps - 1.</summary>
    public int ReceivedCount => Use.SymbolCount + taps.Length - 1;

    /// <summary>Symbols over which the gain stays the same; pilots are sent anew after so many.</summary>
    public int CoherenceSymbols { get; private set; }

    /// <summary>Symbols that got lost and that the receiver knows of; they do not count in a measured SNR.</summary>
    public int ErasedCount { get; private set; }

    /// <summary>Which symbols got lost, [SymbolCount]; meaningless while <see cref="ErasedCount"/> is 0.</summary>
    public Span<bool> Erased => erased.AsSpan(0, Use.SymbolCount);

    /// <summary>Whether a receiver that knows the gain sees gain x sent + noise and nothing else.</summary>
    public bool IsFlatAndLinear => taps.Length == 1 && double.IsPositiveInfinity(ClipRatio) && !hasImpairment;

    /// <summary>Whether gains, echoes and noise are all there is: nothing is clipped, no phase wanders.</summary>
    public bool HasKnownGains => double.IsPositiveInfinity(ClipRatio) && !isImpaired;

    /// <summary>Draws what <paramref name="channel"/> does to the transmission <paramref name="use"/>.</summary>
    public void Draw(IChannel channel, in ChannelUse use)
    {
        DrawGains(channel, use);
        DrawNoise();
    }

    /// <summary>The same without the noise, of which only the variance is known then.</summary>
    public void DrawGains(IChannel channel, in ChannelUse use)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(use.SymbolCount, 1);
        Use = use;
        gain.Fill(use.SymbolCount, 1);
        taps.Fill(1, 1);
        (CoherenceSymbols, ErasedCount, ClipRatio) = (use.SymbolCount, 0, double.PositiveInfinity);
        (hasImpairment, isImpaired, hasInterference, hasNoiseWeights) = (false, false, false, false);
        interferencePower = 0;
        channel.Impose(use, this);
        SetNoiseVariance();
    }

    /// <summary>The SNR of this transmission on the average over symbols and noise.</summary>
    public MeasuredSnr ExpectedSnr()
    {
        var gainPower = ComplexArithmetic.SumOfPowers(gain.Span) / (Use.SymbolCount - ErasedCount);
        var signalPower = Use.Power * gainPower * ComplexArithmetic.SumOfPowers(taps.Span);
        return new MeasuredSnr(Decibels.FromRatio(signalPower / Use.NoiseVariance),
            Decibels.FromRatio(signalPower / (Use.NoiseVariance + interferencePower)));
    }

    /// <summary>Sends symbols: received = taps * (gain x clip(sent)) + noise.</summary>
    /// <param name="sent">[SymbolCount], of average power <see cref="ChannelUse.Power"/>.</param>
    /// <param name="received">[ReceivedCount]; other memory than <paramref name="sent"/>.</param>
    /// <returns>The SNR that this transmission really had.</returns>
    public MeasuredSnr Apply(ComplexSpan sent, ComplexSpan received)
    {
        if (ClipRatio < double.PositiveInfinity) sent = Amplifier.Clip(sent, ClipRatio, Scratch());
        if (taps.Length == 1)
        {
            ComplexArithmetic.Multiply(gain.Span, sent, received);
        }
        else
        {
            var faded = Scratch();
            ComplexArithmetic.Multiply(gain.Span, sent, faded);
            ComplexArithmetic.Convolve(taps.Span, faded, received);
        }
        var signalPower = ComplexArithmetic.SumOfPowers(received) / (Use.SymbolCount - ErasedCount);
        ComplexArithmetic.Add(received, noise.Span);
        return new MeasuredSnr(Decibels.FromRatio(signalPower / thermalPower),
            Decibels.FromRatio(signalPower / additivePower));
    }
}
