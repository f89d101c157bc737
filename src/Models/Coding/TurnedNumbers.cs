namespace EditableDeepSC.Models.Coding;

/// <summary>
/// The 53 numbers of a latent vector less their mean, turned and scaled so that each has unit variance, none tells of
/// another, and a weighted error of all is a plain sum. Computes on the CPU, in double precision.
/// </summary>
internal sealed class TurnedNumbers : IDisposable
{
    /// <summary>What 1 - cos of F counts beside LPIPS-P where degrees are sent apart.</summary>
    private const double LikenessWeight = 0.2;

    private const double LeastVariance = 1e-5;
    private readonly Tensor forward, backward, mean, shifts;
    private readonly bool knowsDegrees;

    /// <param name="statistics">Of latent vectors; they stay the caller's.</param>
    /// <param name="knowsDegrees">The receiver knows the degrees, and the numbers are what is left.</param>
    /// <param name="weighted">False takes all numbers for equally important.</param>
    public TurnedNumbers(LatentStatistics statistics, bool knowsDegrees, bool weighted = true)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        this.knowsDegrees = knowsDegrees;
        var weight = !weighted ? eye(LatentStatistics.Numbers, dtype: ScalarType.Float64)
            : Double(statistics.Sensitivity) + Double(statistics.Likeness) * (knowsDegrees ? LikenessWeight : 0);
        var (half, inverseHalf) = Roots(weight);
        var (all, left) = (Double(statistics.Covariance), Double(statistics.Residual));
        var (values, turn) = linalg.eigh(half.mm(knowsDegrees ? left : all).mm(half));
        values = values.clamp(values.max().item<double>() * LeastVariance);
        Variances = [.. values.data<double>()];
        // Wrong degrees are any others: the distance of two of them is twice the variance of the shifts.
        CostOfWrongDegrees = 2 * (weight * (all - left)).sum().item<double>();
        forward = Kept((turn / values.sqrt()).t().mm(half));                             // [numbers, numbers]
        backward = Kept(inverseHalf.mm(turn * values.sqrt()));
        (mean, shifts) = (Kept(Double(statistics.Mean)), Kept(Double(statistics.Shifts)));
    }

    /// <summary>What each number adds to the weighted distortion where it is not sent.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>What the weighted distortion grows by where the receiver takes other degrees.</summary>
    public double CostOfWrongDegrees { get; }

    /// <summary>The numbers [53] of z [latent] with these degrees.</summary>
    public Tensor Of(Tensor latent, IReadOnlyList<int> degrees) =>
        forward.mv(Double(latent)[..LatentStatistics.Numbers] - Centre(degrees));

    /// <summary>z [latent] of unit power with these numbers [53], the others in proportion to their mean.</summary>
    /// <param name="numbers">Unit variances, [53].</param>
    /// <param name="degrees">Null where they are not known.</param>
    public Tensor Latent(Tensor numbers, IReadOnlyList<int>? degrees)
    {
        using var scope = NewDisposeScope();
        var own = backward.mv(numbers) + Centre(degrees);
        var others = mean[LatentStatistics.Numbers..];
        var left = Math.Max(0, mean.shape[0] - own.square().sum().item<double>());
        return cat([own, others * Math.Sqrt(left / others.square().sum().item<double>())], 0)
            .to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var own in new[] { forward, backward, mean, shifts }) own.Dispose();
    }

    /// <summary>The mean of the numbers; where degrees are known, of those with these degrees.</summary>
    private Tensor Centre(IReadOnlyList<int>? degrees)
    {
        var centre = mean[..LatentStatistics.Numbers];
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
