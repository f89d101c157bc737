namespace EditableDeepSC.Channels;

/// <summary>Complex Gaussian gains of unit power that stay the same for a block of symbols.</summary>
internal static class BlockFading
{
    /// <summary>Fills <paramref name="gains"/> block by block; returns the symbols in a block.</summary>
    /// <param name="key">Where the gains come from.</param>
    /// <param name="gains">One gain a symbol.</param>
    /// <param name="blockSymbols">Symbols that share one gain; 0 means all.</param>
    public static int Fill(in PhiloxKey key, ComplexSpan gains, int blockSymbols)
    {
        if (blockSymbols == 0) blockSymbols = Math.Max(1, gains.Length);
        var blocks = (gains.Length + blockSymbols - 1) / blockSymbols;
        GaussianSamples.Fill(key, gains.Slice(0, blocks));
        Spread(gains.Real, blockSymbols);
        Spread(gains.Imaginary, blockSymbols);
        return blockSymbols;
    }

    /// <summary>Repeats the first numbers, one a block, over their blocks: from the end, as it works in place.</summary>
    public static void Spread(Span<float> values, int blockSymbols)
    {
        if (blockSymbols == 1) return;
        for (var block = (values.Length - 1) / blockSymbols; block >= 0; block--)
        {
            var start = block * blockSymbols;
            values[start..Math.Min(start + blockSymbols, values.Length)].Fill(values[block]);
        }
    }
}
