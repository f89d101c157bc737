namespace EditableDeepSC.Channels;

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
