using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.SnrProcesses;

/// <summary>
/// A Gaussian process on the whole numbers 0 to 2^31 that gives any value without those before it: the ends are drawn
/// first, then midpoints of halved intervals given their ends, each midpoint from random numbers keyed by its place.
/// </summary>
internal sealed class GaussianBridge
{
    private const int Levels = 31;
    private readonly double[] weights = new double[Levels];
    private readonly double[] deviations = new double[Levels];
    private readonly bool startsAtZero;
    private readonly double endWeight;
    private readonly double endDeviation;

    private GaussianBridge(bool startsAtZero, double endWeight, double endDeviation) =>
        (this.startsAtZero, this.endWeight, this.endDeviation) = (startsAtZero, endWeight, endDeviation);

    /// <summary>A random walk from 0 with steps of variance 1.</summary>
    public static GaussianBridge RandomWalk()
    {
        var bridge = new GaussianBridge(startsAtZero: true, 1, Math.Sqrt(1L << Levels));
        for (var level = 0; level < Levels; level++)
        {
            bridge.weights[level] = 0.5;
            bridge.deviations[level] = Math.Sqrt((1L << (Levels - level)) / 4.0);
        }
        return bridge;
    }

    /// <summary>A stationary process of variance 1 and autocorrelation exp(-distance / decorrelation).</summary>
    public static GaussianBridge Correlated(double decorrelation)
    {
        var correlation = Math.Exp(-(1L << Levels) / decorrelation);
        var bridge = new GaussianBridge(startsAtZero: false, correlation, Math.Sqrt(1 - correlation * correlation));
        for (var level = 0; level < Levels; level++)
        {
            var half = Math.Exp(-(1L << (Levels - 1 - level)) / decorrelation);
            bridge.weights[level] = half / (1 + half * half);
            bridge.deviations[level] = Math.Sqrt((1 - half * half) / (1 + half * half));
        }
        return bridge;
    }

    /// <summary>The value at a place between whole numbers by linear interpolation.</summary>
    public double Value(in PhiloxKey key, double place)
    {
        var whole = Math.Floor(place);
        var share = place - whole;
        var left = Value(key, (long)whole);
        return share == 0 ? left : left + share * (Value(key, (long)whole + 1) - left);
    }

    private double Value(in PhiloxKey key, long place)
    {
        // Random number 0 is the start, the end's is 2^31, a midpoint's is its place.
        long low = 0;
        long high = 1L << Levels;
        var atLow = startsAtZero ? 0 : key.Gaussian(0);
        if (place <= low) return atLow;
        var atHigh = endWeight * atLow + endDeviation * key.Gaussian(1u << Levels);
        if (place >= high) return atHigh;
        for (var level = 0; ; level++)
        {
            var middle = (low + high) / 2;
            var atMiddle = weights[level] * (atLow + atHigh) + deviations[level] * key.Gaussian((uint)middle);
            if (middle == place) return atMiddle;
            if (middle < place) (low, atLow) = (middle, atMiddle);
            else (high, atHigh) = (middle, atMiddle);
        }
    }
}
