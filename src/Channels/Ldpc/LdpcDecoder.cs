namespace EditableDeepSC.Channels;

/// <summary>
/// Layered (horizontal) message-passing decoder that stops as soon as all checks hold. An instance keeps its work
/// space: it allocates nothing per word and serves one thread.
/// </summary>
public abstract class LdpcDecoder
{
    private protected LdpcDecoder(LdpcCode code, int iterations)
    {
        Code = code;
        Iterations = iterations;
    }

    /// <summary>The code it decodes.</summary>
    public LdpcCode Code { get; }

    /// <summary>Most iterations a word may take.</summary>
    public int Iterations { get; }

    /// <summary>A decoder for <paramref name="code"/>.</summary>
    public static LdpcDecoder Create(LdpcCode code, LdpcDecoderOptions options)
    {
        OptionRules.Check("LDPC decoder", options);
        return options.Rule == CheckRule.MinSum
            ? new LayeredDecoder<short, MinSumRule>(code, options.Iterations, new MinSumRule(options.MinSumFactor))
            : new LayeredDecoder<float, SumProductRule>(code, options.Iterations, new SumProductRule());
    }

    /// <summary>Decides the information bits of one word.</summary>
    /// <param name="logLikelihoodRatios">[n] ln(P(bit = 0) / P(bit = 1)), finite.</param>
    /// <param name="info">[k] decided bits, one a byte.</param>
    public abstract Decoding Decode(ReadOnlySpan<float> logLikelihoodRatios, Span<byte> info);
}
