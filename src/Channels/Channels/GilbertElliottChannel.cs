using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Two states of the air, good and bad, that follow each other as a Markov chain.</summary>
public sealed record GilbertElliottOptions
{
    [Parameter("Share of the symbols that meet the bad state.", Min = 0, Max = 0.99)]
    public double BadFraction { get; init; } = 0.1;

    [Parameter("Mean length of a bad burst.", Min = 1, Max = 1e9, Unit = "symbols")]
    public double MeanBurstSymbols { get; init; } = 10;

    [Parameter("Noise of the bad state over that of the good one; the average noise stays as requested.",
        Min = 0, Max = 60, Unit = "dB")]
    public double BadPenaltyDb { get; init; } = 10;

    [Parameter("Whether the receiver knows the state of each symbol; otherwise it expects the average noise.")]
    public bool ReceiverKnowsState { get; init; }
}

/// <summary>Bursts of strong noise; each transmission starts in either state with its long-term share.</summary>
public sealed class GilbertElliottChannel : IChannel
{
    public const string Name = "gilbert-elliott";
    private readonly GilbertElliottOptions options;
    private readonly double leaveBad;
    private readonly double leaveGood;
    private readonly float goodWeight;
    private readonly float badWeight;

    public GilbertElliottChannel(GilbertElliottOptions options)
    {
        OptionRules.Check(Name, options);
        this.options = options;
        leaveBad = 1 / options.MeanBurstSymbols;
        leaveGood = leaveBad * options.BadFraction / (1 - options.BadFraction);
        if (leaveGood > 1)
        {
            throw new ChannelOptionException(FormattableString.Invariant(
                $"{Name}: bursts of {options.MeanBurstSymbols} symbols cannot fill {options.BadFraction:P0} of the ") +
                "time: raise 'meanBurstSymbols' or lower 'badFraction'.");
        }
        var penalty = Decibels.ToRatio(options.BadPenaltyDb);
        var mean = 1 + options.BadFraction * (penalty - 1);
        (goodWeight, badWeight) = ((float)(1 / mean), (float)(penalty / mean));
    }

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var weights = realisation.Scratch().Real;
        var key = use.Key(StreamPurpose.State);
        var bad = key.Uniform(0) < options.BadFraction;
        var draw = 1u;
        for (var start = 0; start < weights.Length; bad = !bad)
        {
            var stay = GeometricLength.Draw(key.Uniform(draw++), bad ? leaveBad : leaveGood);
            var end = (int)Math.Min(start + stay, weights.Length);
            weights[start..end].Fill(bad ? badWeight : goodWeight);
            start = end;
        }
        realisation.WeighNoise(weights, options.ReceiverKnowsState);
    }
}
