namespace EditableDeepSC.Channels.ErrorRates;

/// <summary>Counts over independent frames.</summary>
/// <param name="Frames">Frames sent.</param>
/// <param name="FrameErrors">Frames with at least one wrong information bit.</param>
/// <param name="Bits">Information bits sent.</param>
/// <param name="BitErrors">Of these, wrong.</param>
/// <param name="SquaredBitErrors">Sum over frames of squared bit errors: tells how errors cluster.</param>
/// <param name="Iterations">Decoder iterations.</param>
public readonly record struct ErrorCounts(
    long Frames, long FrameErrors, long Bits, long BitErrors, long SquaredBitErrors, long Iterations)
{
    /// <summary>
    /// Wrong bits over bits. Errors of a frame share its fades and its decoder, so the interval counts as many
    /// independent bits as the spread between frames implies (the design effect of cluster sampling, at least 1).
    /// </summary>
    public RateInterval BitErrorRate(double z = RateInterval.Z95)
    {
        var effect = DesignEffect;
        return RateInterval.Wilson(BitErrors / effect, Bits / effect, z);
    }

    /// <summary>Wrong frames over frames: independent by construction.</summary>
    public RateInterval FrameErrorRate(double z = RateInterval.Z95) => RateInterval.Wilson(FrameErrors, Frames, z);

    /// <summary>Decoder iterations a frame.</summary>
    public double MeanIterations => Frames == 0 ? 0 : (double)Iterations / Frames;

    /// <summary>Variance of the bit errors a frame over that of independent bits; 1 where it cannot be told.</summary>
    public double DesignEffect
    {
        get
        {
            if (Frames < 2 || BitErrors == 0 || BitErrors == Bits) return 1;
            var mean = (double)BitErrors / Frames;
            var variance = (SquaredBitErrors - mean * BitErrors) / (Frames - 1);
            return Math.Max(1, variance / (mean * (1 - (double)BitErrors / Bits)));
        }
    }

    public static ErrorCounts operator +(ErrorCounts counts, FrameResult frame) => new(
        counts.Frames + 1, counts.FrameErrors + (frame.BitErrors > 0 ? 1 : 0), counts.Bits + frame.Bits,
        counts.BitErrors + frame.BitErrors, counts.SquaredBitErrors + (long)frame.BitErrors * frame.BitErrors,
        counts.Iterations + frame.Iterations);

    public static ErrorCounts operator +(ErrorCounts one, ErrorCounts other) => new(
        one.Frames + other.Frames, one.FrameErrors + other.FrameErrors, one.Bits + other.Bits,
        one.BitErrors + other.BitErrors, one.SquaredBitErrors + other.SquaredBitErrors,
        one.Iterations + other.Iterations);
}

/// <summary>What became of one simulated frame.</summary>
/// <param name="Bits">Information bits it carried.</param>
/// <param name="BitErrors">Of these, how many arrived wrong.</param>
/// <param name="Iterations">Decoder iterations spent; 0 without a code.</param>
public readonly record struct FrameResult(int Bits, int BitErrors, int Iterations);
