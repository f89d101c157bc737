namespace EditableDeepSC.Channels;

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
