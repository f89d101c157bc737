namespace EditableDeepSC.Models.Coding;

/// <summary>How power is divided among numbers, and the least distortion that any code could have.</summary>
public static class WaterFilling
{
    private const int Halvings = 200;

    /// <summary>
    /// The powers p, p_i of 0 or more and of the given sum, for which sum of v_i / (1 + p_i snr) is least:
    /// 1 + p_i snr = sqrt(v_i / level) where that is above one.
    /// </summary>
    /// <param name="variances">v, what each number adds to the distortion where nothing of it is sent; 0 or more.</param>
    /// <param name="power">The sum.</param>
    /// <param name="snr">Power over noise power of a symbol of power one.</param>
    public static double[] Powers(IReadOnlyList<double> variances, double power, double snr)
    {
        var roots = variances.Select(Math.Sqrt).ToArray();
        var (low, high) = (0.0, roots.Max());                                            // of sqrt(level)
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (roots.Sum(root => Of(root, middle)) > power) low = middle;
            else high = middle;
        }
        return [.. roots.Select(root => Of(root, high))];

        double Of(double root, double level) => Math.Max(0, root / level - 1) / snr;
    }

    /// <summary>sum of v_i / (1 + p_i snr).</summary>
    public static double Distortion(IReadOnlyList<double> variances, IReadOnlyList<double> powers, double snr) =>
        variances.Zip(powers, (variance, power) => variance / (1 + power * snr)).Sum();

    /// <summary>Shannon's bound: the distortion of Gaussian numbers in so many bits, by reverse water-filling.</summary>
    public static double RateDistortion(IReadOnlyList<double> variances, double bits)
    {
        var (low, high) = (0.0, variances.Max());
        for (var i = 0; i < Halvings; i++)
        {
            var level = (low + high) / 2;
            var needed = variances.Where(variance => variance > level).Sum(variance => Math.Log2(variance / level) / 2);
            if (needed > bits) low = level;
            else high = level;
        }
        return variances.Sum(variance => Math.Min(variance, high));
    }

    /// <summary>Bits that k real symbols carry over white noise at most: k / 2 log2(1 + snr).</summary>
    public static double Capacity(int symbols, double snr) => symbols / 2.0 * Math.Log2(1 + snr);
}
