using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Randomness;
using TorchSharp;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>
/// The squared maximum mean discrepancy of two sets of features [N, D] with the cubic kernel (x y / D + 1)^3, without
/// bias (Binkowski et al. 2018). On the observer's features it is KID-P; KID is that of Inception alone.
/// </summary>
public static class KernelDistance
{
    private const int Subsets = 100;

    /// <summary>Rows in each of the 100 subsets that <see cref="OfSubsets"/> averages over.</summary>
    public const int SubsetSize = 500;

    public static double Of(Tensor features, Tensor others)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (features.to_type(ScalarType.Float64), others.to_type(ScalarType.Float64));
        return (Own(x) + Own(y) - Kernel(x, y).mean() * 2).item<double>();
    }

    /// <summary>
    /// The mean over 100 subsets of 500 rows of each set, and the reach of its 95 % interval: subsets share rows, so
    /// they count as so many as there are without common rows. Where there are fewer rows, of smaller subsets.
    /// </summary>
    public static (double Value, double Reach) OfSubsets(
        Tensor features, Tensor others, Seed seed, int subsetSize = SubsetSize)
    {
        var rows = Math.Min(features.shape[0], others.shape[0]);
        if (rows < subsetSize) throw new ArgumentException($"Each set needs {subsetSize} rows or more.");
        double[] values = [.. Enumerable.Range(0, Subsets).Select(subset =>
        {
            using var scope = NewDisposeScope();
            return Of(Subset(features, seed, 2 * subset, subsetSize), Subset(others, seed, 2 * subset + 1, subsetSize));
        })];
        var mean = values.Average();
        var spread = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (Subsets - 1));
        return (mean, RateInterval.Z95 * spread / Math.Sqrt((double)rows / subsetSize));
    }

    private static Tensor Subset(Tensor features, Seed seed, int number, int size)
    {
        var key = new PhiloxKey(seed, StreamPurpose.KernelSubsets, default, new TransmissionId(number));
        var chosen = Enumerable.Range(0, (int)features.shape[0]).OrderBy(row => key.Uniform((uint)row)).Take(size);
        return features[tensor(chosen.Select(row => (long)row).ToArray(), device: features.device)];
    }

    private static Tensor Own(Tensor rows)
    {
        var kernel = Kernel(rows, rows);
        var count = rows.shape[0];
        return (kernel.sum() - kernel.trace()) * (1.0 / (count * (count - 1)));
    }

    private static Tensor Kernel(Tensor x, Tensor y) => (x.mm(y.t()) * (1.0 / x.shape[1]) + 1).pow((Scalar)3);
}
