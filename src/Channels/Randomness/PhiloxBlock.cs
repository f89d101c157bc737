namespace EditableDeepSC.Channels;

/// <summary>Four 32-bit words: a counter that goes into Philox 4x32, or the random words that come out.</summary>
public readonly record struct PhiloxBlock(uint X0, uint X1, uint X2, uint X3)
{
    /// <summary>The first two words as a number of [0, 1) with 53 bits.</summary>
    public double Uniform => ToUniform(X0, X1);

    /// <summary>The last two words as a number of [0, 1) with 53 bits.</summary>
    public double SecondUniform => ToUniform(X2, X3);

    private static double ToUniform(uint low, uint high) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1UL << 53));
}
