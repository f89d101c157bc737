namespace EditableDeepSC.Channels;

/// <summary>Settings of an <see cref="LdpcDecoder"/>.</summary>
public sealed record LdpcDecoderOptions
{
    [Parameter("Rule at the parity checks: exact, or quick and about 0.1 dB worse.")]
    public CheckRule Rule { get; init; } = CheckRule.MinSum;

    [Parameter("Most iterations a word may take; it stops at the first that leaves no parity check open.",
        Min = 1, Max = 10_000)]
    public int Iterations { get; init; } = 20;

    [Parameter("Factor of min-sum, in steps of 1/64; 1 is plain min-sum. Sum-product has none.",
        Min = 1.0 / 64, Max = 1)]
    public double MinSumFactor { get; init; } = 0.75;
}
