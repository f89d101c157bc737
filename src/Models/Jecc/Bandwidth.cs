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
