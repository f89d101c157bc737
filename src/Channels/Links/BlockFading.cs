using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Links;

/// <summary>Gains that stay the same for a block of symbols.</summary>
internal static class BlockFading
{
    public const string Summary = "Symbols that share one gain, from the start of a transmission; 0 means all of it.";
    public const int MaxSymbols = 1_000_000;

    /// <summary>Fills with complex Gaussian gains of the given power; returns the symbols in a block.</summary>
    public static int Fill(in PhiloxKey key, ComplexSpan gains, int blockSymbols, double power = 1)
    {
        var length = Length(gains, blockSymbols);
        GaussianSamples.Fill(key, gains.Slice(0, Count(gains, length)), power);
        Spread(gains, length);
        return length;
    }

    /// <summary>Symbols in a block when 0 stands for all.</summary>
    public static int Length(ComplexSpan gains, int blockSymbols) => blockSymbols == 0 ? gains.Length : blockSymbols;

    /// <summary>Blocks that cover the gains.</summary>
    public static int Count(ComplexSpan gains, int blockLength) => (gains.Length - 1) / blockLength + 1;

    /// <summary>Repeats the first gains, one a block, over their blocks.</summary>
    public static void Spread(ComplexSpan gains, int blockLength)
    {
        if (blockLength == 1) return;
        for (var block = Count(gains, blockLength) - 1; block >= 0; block--) // from the end, as it works in place
        {
            var start = block * blockLength;
            var end = (int)Math.Min((long)start + blockLength, gains.Length);
            gains.Real[start..end].Fill(gains.Real[block]);
            gains.Imaginary[start..end].Fill(gains.Imaginary[block]);
        }
    }
}
