namespace EditableDeepSC.Channels.Links;

/// <summary>The average power of a transmission: each is normalised alone, whatever else its batch holds.</summary>
public static class SymbolPower
{
    /// <summary>The mean of |x|^2.</summary>
    public static double Mean(ComplexSpan symbols) => ComplexArithmetic.MeanPower(symbols);

    /// <summary>Scales the symbols to the mean power <paramref name="power"/>; all zeros stay as they are.</summary>
    /// <returns>The factor that was applied.</returns>
    public static float Normalise(ComplexSpan symbols, double power = 1)
    {
        var mean = Mean(symbols);
        if (mean == 0) return 1;
        var factor = (float)Math.Sqrt(power / mean);
        ComplexArithmetic.Scale(symbols, factor);
        return factor;
    }
}
