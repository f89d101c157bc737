namespace EditableDeepSC.Channels.ErrorRates;

/// <summary>An error rate with the 95 % interval that its counts allow.</summary>
/// <param name="Rate">Errors over trials; 0 where there were no trials.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end; 1 where there were no trials.</param>
public readonly record struct RateInterval(double Rate, double Low, double High)
{
    /// <summary>Standard deviations that hold 95 % of a Gaussian.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>True where the interval holds <paramref name="rate"/>.</summary>
    public bool Contains(double rate) => rate >= Low && rate <= High;

    /// <summary>Wilson's score interval, which also holds for few errors or none.</summary>
    /// <param name="errors">Errors; a fraction where they were corrected for clustering.</param>
    /// <param name="trials">Independent trials, corrected likewise.</param>
    /// <param name="z">Half width in standard deviations; default 95 %.</param>
    public static RateInterval Wilson(double errors, double trials, double z = Z95)
    {
        if (trials <= 0) return new RateInterval(0, 0, 1);
        var rate = errors / trials;
        var weight = z * z / trials;
        var centre = (rate + weight / 2) / (1 + weight);
        var reach = Math.Sqrt(weight * (rate * (1 - rate) + weight / 4)) / (1 + weight);
        return new RateInterval(rate, errors > 0 ? centre - reach : 0, errors < trials ? centre + reach : 1);
    }
}
