namespace EditableDeepSC.Models.Coding;

/// <summary>
/// The numbers of a latent vector that carry a portrait, less their mean, turned and scaled so that each has unit
/// variance, none tells of another, and a weighted error of all is a plain sum. Of many, those that add most to
/// that sum are kept; the others stay at their mean. Computes on the CPU, in double precision.
/// </summary>
internal sealed class TurnedNumbers : IDisposable
{
    /// <summary>What 1 - cos of F counts beside LPIPS-P where degrees are sent apart.</summary>
    private const double LikenessWeight = 0.2;

    private const double LeastVariance = 1e-5;
    private readonly Tensor forward, backward, mean, shifts;
    private readonly bool knowsDegrees;
    private readonly int size;                     // of the numbers in z

    /// <param name="statistics">Of latent vectors; they stay the caller's.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="knowsDegrees">The receiver knows the degrees, and the numbers are what is left.</param>
    /// <param name="weighted">False takes all numbers for equally important.</param>
    public TurnedNumbers(LatentStatistics statistics, int most, bool knowsDegrees, bool weighted = true)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        (this.knowsDegrees, size) = (knowsDegrees, statistics.Numbers);
        var weight = !weighted ? eye(size, dtype: ScalarType.Float64)
            : Double(statistics.Sensitivity) + Double(statistics.Likeness) * (knowsDegrees ? LikenessWeight : 0);
        var (half, inverseHalf) = Roots(weight);
        var (all, left) = (Double(statistics.Covariance), Double(statistics.Residual));
        var (values, turn) = linalg.eigh(half.mm(knowsDegrees ? left : all).mm(half));
        var count = Math.Min(size, most);
        turn = turn.narrow(1, size - count, count);                                      // values ascend
        values = values.narrow(0, size - count, count).clamp(values.max().item<double>() * LeastVariance);
        Variances = [.. values.data<double>()];
        // Wrong degrees are any others: the distance of two of them is twice the variance of the shifts.
        CostOfWrongDegrees = 2 * (weight * (all - left)).sum().item<double>();
        forward = Kept((turn / values.sqrt()).t().mm(half));                             // [count, size]
        backward = Kept(inverseHalf.mm(turn * values.sqrt()));
        (mean, shifts) = (Kept(Double(statistics.Mean)), Kept(Double(statistics.Shifts)));
    }

    /// <summary>How many there are.</summary>
    public int Count => Variances.Count;

    /// <summary>What each number adds to the weighted distortion where it is not sent.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>What the weighted distortion grows by where the receiver takes other degrees.</summary>
    public double CostOfWrongDegrees { get; }

    /// <summary>The numbers [count] of z [latent] with these degrees.</summary>
    public Tensor Of(Tensor latent, IReadOnlyList<int> degrees) =>
        forward.mv(Double(latent)[..size] - Centre(degrees));

    /// <summary>z [latent] of unit power with these numbers [count], the others in proportion to their mean.</summary>
    /// <param name="numbers">Unit variances, [count].</param>
    /// <param name="degrees">Null where they are not known.</param>
    public Tensor Latent(Tensor numbers, IReadOnlyList<int>? degrees)
    {
        using var scope = NewDisposeScope();
        var own = backward.mv(numbers) + Centre(degrees);
        var others = mean[size..];
        var power = own.square().sum().item<double>();
        var left = Math.Max(0, mean.shape[0] - power);
        var whole = others.numel() == 0 ? own * Math.Sqrt(size / Math.Max(power, 1e-12))
            : cat([own, others * Math.Sqrt(left / others.square().sum().item<double>())], 0);
        return whole.to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var own in new[] { forward, backward, mean, shifts }) own.Dispose();
    }

    /// <summary>The mean of the numbers; where degrees are known, of those with these degrees.</summary>
    private Tensor Centre(IReadOnlyList<int>? degrees)
    {
        var centre = mean[..size];
        return !knowsDegrees || degrees is null ? centre
            : centre + shifts[tensor(LatentStatistics.ShiftRows(degrees))].sum(dim: 0);
    }

    /// <summary>The square root of a symmetric matrix and its inverse; what is nearly nothing is lifted.</summary>
    private static (Tensor Root, Tensor Inverse) Roots(Tensor matrix)
    {
        var (values, vectors) = linalg.eigh(matrix);
        var roots = values.clamp(values.max().item<double>() * LeastVariance).sqrt();
        return ((vectors * roots).mm(vectors.t()), (vectors / roots).mm(vectors.t()));
    }

    private static Tensor Double(Tensor values) => values.cpu().to_type(ScalarType.Float64);

    private static Tensor Kept(Tensor values) => values.contiguous().DetachFromDisposeScope();
}
