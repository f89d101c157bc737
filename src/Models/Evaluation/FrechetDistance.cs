using MathNet.Numerics;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// How far two sets of features [N, D] lie apart as Gaussians (Heusel et al. 2017): |m1 - m2|^2 +
/// tr(S1 + S2 - 2 (S1 S2)^(1/2)). On the observer's features it is FID-P; FID is that of Inception alone.
/// </summary>
public static class FrechetDistance
{
    private const int Sizes = 12, Folds = 10;
    private const double SmallestShare = 0.25;
    private const double T95 = 2.262;    // Student's t of Folds - 1 degrees

    /// <summary>Of two Gaussians of means [D] and covariances [D, D].</summary>
    public static double OfGaussians(Tensor mean, Tensor covariance, Tensor otherMean, Tensor otherCovariance)
    {
        using var scope = NewDisposeScope();
        var (values, vectors) = linalg.eigh(covariance);
        var root = (vectors * values.clamp_min(0).sqrt()).mm(vectors.t());
        var cross = linalg.eigvalsh(root.mm(otherCovariance).mm(root)).clamp_min(0).sqrt().sum();
        return ((mean - otherMean).square().sum() + covariance.trace() + otherCovariance.trace() - cross * 2)
            .item<double>();
    }

    /// <summary>Of two sets as they are; it is biased upwards by what few rows miss.</summary>
    public static double Of(Tensor features, Tensor others)
    {
        using var scope = NewDisposeScope();
        var ((mean, covariance), (otherMean, otherCovariance)) = (Moments(features), Moments(others));
        return OfGaussians(mean, covariance, otherMean, otherCovariance);
    }

    /// <summary>
    /// Extrapolated to infinitely many rows by a line over 1/n (Chong and Forsyth 2020), with the reach of its 95 %
    /// interval by a jackknife over tenths of the rows. Both sets have as many rows, independent ones in any order.
    /// </summary>
    public static (double Value, double Reach) AtInfinity(Tensor features, Tensor others)
    {
        if (features.shape[0] != others.shape[0]) throw new ArgumentException("Both sets need as many rows.");
        using var scope = NewDisposeScope();
        var without = Enumerable.Range(0, Folds).Select(fold => Intercept(Without(features, fold), Without(others, fold)))
            .ToArray();
        var mean = without.Average();
        var variance = without.Sum(value => (value - mean) * (value - mean)) * (Folds - 1) / Folds;
        return (Intercept(features, others), T95 * Math.Sqrt(variance));
    }

    private static double Intercept(Tensor features, Tensor others)
    {
        var rows = features.shape[0];
        long[] sizes = [.. Enumerable.Range(0, Sizes)
            .Select(i => (long)(rows * (SmallestShare + (1 - SmallestShare) * i / (Sizes - 1))))];
        var distances = sizes.Select(size => Starts(rows, size).Average(start =>
            Of(features.narrow(0, start, size), others.narrow(0, start, size))));
        return Fit.Line([.. sizes.Select(size => 1.0 / size)], [.. distances]).Item1;
    }

    // Parts of the rows that cover all of them: two or more, overlapping as little as can be.
    private static IEnumerable<long> Starts(long rows, long size)
    {
        var parts = Math.Max(2, rows / size);
        return size == rows ? [0L] : Enumerable.Range(0, (int)parts).Select(part => part * (rows - size) / (parts - 1));
    }

    private static Tensor Without(Tensor features, int fold)
    {
        var rows = features.shape[0];
        var (first, end) = ((int)(rows * fold / Folds), (int)(rows * (fold + 1) / Folds));
        return cat([features[..first], features[end..]], 0);
    }

    private static (Tensor Mean, Tensor Covariance) Moments(Tensor features)
    {
        var rows = features.to_type(ScalarType.Float64);
        var mean = rows.mean([0]);
        var off = rows - mean;
        return (mean, off.t().mm(off) * (1.0 / (rows.shape[0] - 1)));
    }
}
