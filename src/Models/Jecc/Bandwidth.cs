namespace EditableDeepSC.Models.Jecc;

/// <summary>What a transmission costs on the air, as channel bandwidth ratios (eq. 5).</summary>
/// <param name="RealSymbols">k.</param>
/// <param name="HeaderSymbols">Complex symbols of the header.</param>
/// <param name="Side">Of the square picture, pixels.</param>
public readonly record struct Bandwidth(int RealSymbols, int HeaderSymbols, long Side)
{
    private double PictureNumbers => 3.0 * Side * Side;

    /// <summary>The paper's count: real symbols over the picture's numbers.</summary>
    public double RealRatio => RealSymbols / PictureNumbers;

    /// <summary>Complex symbols, two real ones each, over the picture's numbers.</summary>
    public double ComplexRatio => RealSymbols / 2.0 / PictureNumbers;

    /// <summary>The same with the header.</summary>
    public double ComplexRatioWithHeader => (RealSymbols / 2.0 + HeaderSymbols) / PictureNumbers;
}

/// <summary>What the receiver must be told beside the symbols: which adapter was used.</summary>
public static class AdapterHeader
{
    /// <summary>
    /// Complex BPSK symbols that repeat each bit. Over AWGN at -6 dB, the lowest SNR that adapters are made for, one bit
    /// in 400 would be wrong, Q(sqrt(2 * 16 / 4)); over Rayleigh block fading at that mean one in 19. The simulator
    /// counts these symbols and takes the bits for right.
    /// </summary>
    public const int SymbolsOfBit = 16;

    /// <summary>Complex symbols that the id of one of so many adapters takes.</summary>
    public static int Symbols(int adapters) => (int)Math.Ceiling(Math.Log2(Math.Max(1, adapters))) * SymbolsOfBit;
}
