using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Coding;

/// <summary>
/// The forms linear and hybrid. The 53 numbers less their mean are turned so that LPIPS-P sees them one by one, each gets
/// its power by water-filling, and all are spread over the symbols. The receiver solves for all of them at once, with the
/// gain and the noise of each symbol. Eq. 4 holds for each transmission: the length that it takes from the numbers is
/// sent as one more. Computes on the CPU, in double precision.
/// </summary>
public sealed class LinearCode : LatentCode
{
    /// <summary>What is sent linearly: the numbers, and their length.</summary>
    public const int Dimensions = LatentStatistics.Numbers + 1;

    /// <summary>The fewest symbols that hold them; a power of two.</summary>
    public const int LeastSymbols = 64;

    private const int Shortlist = 32;
    private const double LeastVariance = 1e-5;
    private readonly LatentStatistics statistics;
    private readonly DegreeCodebook? codebook;
    private readonly double length, lengthSpread, linearEnergy;
    private readonly Tensor forward, backward, root, mixing, mean, shifts;

    /// <param name="statistics">Of latent vectors; they stay the caller's.</param>
    /// <param name="snrDb">The SNR that power is divided for, dB.</param>
    /// <param name="form">Linear or hybrid.</param>
    /// <param name="symbols">k: a power of two, 64 or more.</param>
    /// <param name="weighted">False takes all of the 53 numbers for equally important: the plain linear code.</param>
    public LinearCode(LatentStatistics statistics, double snrDb, AdapterForm form, int symbols = 512,
        bool weighted = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, LeastSymbols);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        (this.statistics, SymbolCount) = (statistics, symbols);
        var snr = Decibels.ToRatio(snrDb);
        if (form == AdapterForm.Hybrid) codebook = DegreeCodebook.Of(symbols - Dimensions);
        var weight = weighted ? Double(statistics.Sensitivity) : eye(LatentStatistics.Numbers, dtype: ScalarType.Float64);
        var (half, inverseHalf) = Roots(weight);
        var spread = Double(codebook is null ? statistics.Covariance : statistics.Residual);
        var (values, turn) = linalg.eigh(half.mm(spread).mm(half));
        var least = values.max().item<double>() * LeastVariance;
        values = values.clamp(least);
        Variances = [.. values.data<double>()];
        forward = Kept((turn / values.sqrt()).t().mm(half));                             // [numbers, numbers]
        backward = Kept(inverseHalf.mm(turn * values.sqrt()));
        (mean, shifts) = (Kept(Double(statistics.Mean)), Kept(Double(statistics.Shifts)));

        (CodewordEnergy, ErrorBound) = codebook is null ? (0, 0) : Split(weight, snr);
        linearEnergy = symbols - CodewordEnergy;
        (Powers, lengthSpread) = Divided(linearEnergy, snr);
        length = Math.Sqrt(Powers.Take(LatentStatistics.Numbers).Sum());
        root = Kept(tensor(Powers.ToArray()).sqrt());                                              // [dimensions]
        mixing = Kept(Spread(eye(Dimensions, symbols, dtype: ScalarType.Float64)).t() * root);    // [k, dimensions]
    }

    /// <summary>k.</summary>
    public int SymbolCount { get; }

    /// <summary>What each turned number adds to the weighted distortion where it is not sent.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>The energy of each turned number and of their length, of k in all with the codeword's.</summary>
    public IReadOnlyList<double> Powers { get; }

    /// <summary>The codeword's energy; 0 in the form linear.</summary>
    public double CodewordEnergy { get; }

    /// <summary>The union bound on the share of wrong codewords over white noise of this SNR.</summary>
    public double ErrorBound { get; }

    public override Tensor Encode(Tensor latent, IReadOnlyList<int> degrees)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var numbers = Double(latent)[..LatentStatistics.Numbers] - Centre(degrees);
        var scaled = forward.mv(numbers) * root[..LatentStatistics.Numbers];
        var own = Math.Max(scaled.norm().item<double>(), 1e-9);
        var told = Powers[^1] == 0 ? 0 : Math.Log(own / length) / lengthSpread * Math.Sqrt(Powers[^1]);
        told = Math.Clamp(told, -Math.Sqrt(linearEnergy / 2), Math.Sqrt(linearEnergy / 2));
        var sent = cat([scaled * (Math.Sqrt(linearEnergy - told * told) / own), tensor(new[] { told })], 0);
        if (codebook is null) sent = cat([sent, zeros(SymbolCount - Dimensions, ScalarType.Float64)], 0);
        else sent = cat([sent, Word(DegreeCodebook.IndexOf(degrees))], 0);
        return Spread(sent.unsqueeze(0)).squeeze(0).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    public override Tensor Decode(ReceivedFrame frame)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (estimate, degrees) = Receive(frame);
        var found = estimate * root;
        var told = found[LatentStatistics.Numbers].item<double>();
        var own = length * Math.Exp(Powers[^1] == 0 ? 0 : told / Math.Sqrt(Powers[^1]) * lengthSpread);
        var scale = own / Math.Sqrt(Math.Max(linearEnergy / 2, linearEnergy - told * told));
        var inverse = tensor(Powers.Take(LatentStatistics.Numbers)
            .Select(power => power > 0 ? scale / Math.Sqrt(power) : 0).ToArray());
        var numbers = backward.mv(found[..LatentStatistics.Numbers] * inverse) + Centre(degrees);
        return Whole(numbers).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>The degrees that a frame's codeword says; null in the form linear.</summary>
    internal int[]? DegreesOf(ReceivedFrame frame) => Receive(frame).Degrees;

    /// <summary>What is sent linearly, as numbers of unit variance [dimensions].</summary>
    internal Tensor Estimate(ReceivedFrame frame) => Receive(frame).Numbers;

    public override void Dispose()
    {
        foreach (var own in new[] { forward, backward, root, mixing, mean, shifts }) own.Dispose();
        base.Dispose();
    }

    /// <summary>
    /// D^-1 y and the diagonal of D^-1, of real symbols y = x + noise of covariance D, from estimates and their
    /// variances v of complex ones of power 2: an estimate of least mean square error is (1 - v / 2) x and noise.
    /// </summary>
    internal static (Tensor Matched, Tensor Precision) Evidence(ReceivedFrame frame)
    {
        var inverse = frame.NoiseVariance.Select(variance => Transmission.Power / Math.Max(variance, 1e-12)).ToArray();
        var twice = tensor((double[])[.. inverse, .. inverse]);
        var estimates = Double(tensor(frame.Symbols));
        return (estimates * twice, frame.IsShrunk ? (twice - 1).clamp(0) : twice);
    }

    private (Tensor Numbers, int[]? Degrees) Receive(ReceivedFrame frame)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (matched, precision) = Evidence(frame);
        var weighed = mixing * precision.unsqueeze(1);                                   // [k, dimensions]
        var system = eye(Dimensions, dtype: ScalarType.Float64) + mixing.t().mm(weighed);
        int[]? degrees = null;
        if (codebook is not null)
        {
            var index = MostLikely(matched, precision, weighed, system);
            degrees = DegreeCodebook.DegreesOf(index);
            matched -= precision * Symbols(Word(index).unsqueeze(0)).squeeze(0);
        }
        return (Solve(system, mixing.t().mv(matched)).MoveToOuterDisposeScope(), degrees);
    }

    /// <summary>
    /// The codeword with the largest likelihood, the linear numbers taken for Gaussian noise of their covariance. Over
    /// fading a codeword's energy depends a little on the gains: those that match best are compared exactly.
    /// </summary>
    private int MostLikely(Tensor matched, Tensor precision, Tensor weighed, Tensor system)
    {
        var rest = matched - weighed.mv(Solve(system, mixing.t().mv(matched)));          // K^-1 y
        var amplitude = Math.Sqrt(CodewordEnergy);
        var seen = Spread(rest.unsqueeze(0)).squeeze(0)[Dimensions..].to_type(ScalarType.Float32);
        var (scores, places) = codebook!.Words.mv(seen).topk(Shortlist);
        var words = Symbols(codebook.Words[places].to_type(ScalarType.Float64) * amplitude);    // [shortlist, k]
        var shared = words.mm(weighed);                                                  // [shortlist, dimensions]
        var energies = words.square().mv(precision) - (shared * linalg.solve(system, shared.t()).t()).sum(1);
        var best = (scores.to_type(ScalarType.Float64) * amplitude - energies / 2).argmax().item<long>();
        return (int)places[best].item<long>();
    }

    private Tensor Word(int index) => Double(codebook!.Words[index]) * Math.Sqrt(CodewordEnergy);

    /// <summary>Codewords [N, k - dimensions] as symbols [N, k].</summary>
    private static Tensor Symbols(Tensor words) =>
        Spread(cat([zeros([words.shape[0], Dimensions], ScalarType.Float64), words], 1));

    /// <summary>The mean of the numbers; in the form hybrid, of those with these degrees.</summary>
    private Tensor Centre(IReadOnlyList<int>? degrees)
    {
        var centre = mean[..LatentStatistics.Numbers];
        return codebook is null ? centre : centre + shifts[tensor(LatentStatistics.ShiftRows(degrees!))].sum(dim: 0);
    }

    /// <summary>z of unit power with these numbers, the others in proportion to their mean.</summary>
    private Tensor Whole(Tensor numbers)
    {
        var others = mean[LatentStatistics.Numbers..];
        var left = Math.Max(0, mean.shape[0] - numbers.square().sum().item<double>());
        return cat([numbers, others * Math.Sqrt(left / others.square().sum().item<double>())], 0);
    }

    /// <summary>The energy of the codeword for which the whole distortion is least, and its union bound.</summary>
    private (double Energy, double Bound) Split(Tensor weight, double snr)
    {
        const int Parts = 64;
        // A wrong codeword is any other: the distance of two of them is twice the variance of the shifts.
        var apart = statistics.Covariance - statistics.Residual;
        var wrong = 2 * (weight * Double(apart)).sum().item<double>();
        return Enumerable.Range(1, Parts - 1).Select(part => SymbolCount * part / (double)Parts).Select(energy =>
        {
            var bound = codebook!.UnionBound(energy, snr);
            var (powers, _) = Divided(SymbolCount - energy, snr);
            var distortion = WaterFilling.Distortion(Variances, powers, snr) + bound * wrong;
            return (Distortion: distortion, energy, bound);
        }).MinBy(one => one.Distortion) switch
        { var best => (best.energy, best.bound) };
    }

    /// <summary>
    /// Water-filling over the numbers and the logarithm of their length, whose standard deviation follows from the powers
    /// (fourth moments of Gaussians): a length that is missed by a share misses by it what is known of the numbers.
    /// </summary>
    private (double[] Powers, double LengthSpread) Divided(double energy, double snr)
    {
        var (spread, known) = (0.1, Variances.Sum());
        double[] powers = [];
        for (var round = 0; round < 3; round++)
        {
            powers = WaterFilling.Powers([.. Variances, spread * spread * known], energy, snr);
            var numbers = powers.Take(LatentStatistics.Numbers).ToArray();
            known = Variances.Sum() - WaterFilling.Distortion(Variances, numbers, snr);
            spread = Math.Sqrt(numbers.Sum(power => power * power) / 2) / numbers.Sum();
        }
        return (powers, spread);
    }

    private static Tensor Spread(Tensor rows) => Spreading.Apply(rows);

    private static Tensor Solve(Tensor system, Tensor right) => linalg.solve(system, right.unsqueeze(1)).squeeze(1);

    /// <summary>The square root of a symmetric matrix and its inverse; what is nearly nothing is lifted a little.</summary>
    private static (Tensor Root, Tensor Inverse) Roots(Tensor matrix)
    {
        var (values, vectors) = linalg.eigh(matrix);
        var roots = values.clamp(values.max().item<double>() * LeastVariance).sqrt();
        return ((vectors * roots).mm(vectors.t()), (vectors / roots).mm(vectors.t()));
    }

    private static Tensor Double(Tensor values) => values.cpu().to_type(ScalarType.Float64);

    private static Tensor Kept(Tensor values) => values.contiguous().DetachFromDisposeScope();
}
