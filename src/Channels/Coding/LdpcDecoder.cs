using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Coding;

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

/// <summary>How a parity check computes its outgoing messages.</summary>
public enum CheckRule
{
    /// <summary>Sum-product (belief propagation): exact, dearer.</summary>
    SumProduct,
    /// <summary>Normalised min-sum: the smallest magnitude of the others times a factor.</summary>
    MinSum,
}

/// <summary>How decoding ended, of one word or of all words of a transmission.</summary>
/// <param name="Converged">Every decided word satisfies every parity check.</param>
/// <param name="Iterations">Iterations in all; 0 for a word whose hard decisions were a codeword.</param>
public readonly record struct Decoding(bool Converged, int Iterations);

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
