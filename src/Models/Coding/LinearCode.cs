using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Coding;

/// <summary>
/// The forms linear and hybrid. The numbers that carry a portrait, 53 of a drawn one, less their mean are turned so
/// that LPIPS-P sees them one by one, each gets its power by water-filling, and all are spread over the symbols.
/// Where all of z carries it, half as many as symbols are sent, those that LPIPS-P sees most. The receiver solves
/// for all of them at once, with the gain and the noise of each symbol. Eq. 4 holds for each transmission: the
/// length that it takes from the numbers is sent as one more. Computes on the CPU, in double precision.
/// </summary>
public sealed class LinearCode : LatentCode
{
    /// <summary>The fewest symbols that hold the numbers of a drawn portrait; a power of two.</summary>
    public const int LeastSymbols = 64;

    private const int Shortlist = 32;
    private const double LeastKnown = 0.1;
    private readonly TurnedNumbers turned;
    private readonly DegreeCodebook? codebook;
    private readonly double length, lengthSpread, linearEnergy;
    private readonly Tensor root, mixing;

    /// <param name="statistics">Of latent vectors; they stay the caller's.</param>
    /// <param name="snrDb">The SNR that power is divided for, dB.</param>
    /// <param name="form">Linear or hybrid.</param>
    /// <param name="symbols">k: a power of two, 64 or more.</param>
    /// <param name="weighted">False takes all numbers for equally important: the plain linear code.</param>
    public LinearCode(LatentStatistics statistics, double snrDb, AdapterForm form, int symbols = 512,
        bool weighted = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, LeastSymbols);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        SymbolCount = symbols;
        var snr = Decibels.ToRatio(snrDb);
        var isHybrid = form == AdapterForm.Hybrid;
        turned = new(statistics, Math.Max(PortraitParameters.Count, symbols / 2), knowsDegrees: isHybrid, weighted);
        if (isHybrid) codebook = DegreeCodebook.Of(symbols - Dimensions);
        (CodewordEnergy, ErrorBound) = codebook is null ? (0, 0) : Split(snr);
        linearEnergy = symbols - CodewordEnergy;
        (Powers, lengthSpread) = Divided(linearEnergy, snr);
        length = Math.Sqrt(Powers.Take(turned.Count).Sum());
        root = Kept(tensor(Powers.ToArray()).sqrt());                                              // [dimensions]
        mixing = Kept(Spread(eye(Dimensions, symbols, dtype: ScalarType.Float64)).t() * root);    // [k, dimensions]
    }

    /// <summary>k.</summary>
    public int SymbolCount { get; }

    /// <summary>What is sent linearly: the numbers, and their length.</summary>
    public int Dimensions => turned.Count + 1;

    /// <summary>What each turned number adds to the weighted distortion where it is not sent.</summary>
    public IReadOnlyList<double> Variances => turned.Variances;

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
        var scaled = turned.Of(latent, degrees) * root[..turned.Count];
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
        var (estimate, system, degrees) = Receive(frame);
        var found = estimate * root;
        var told = found[turned.Count].item<double>();
        var own = length * Math.Exp(Powers[^1] == 0 ? 0 : told / Math.Sqrt(Powers[^1]) * lengthSpread);
        var restored = codebook is null ? 1 : 1 / Math.Sqrt(Known(system));
        var scale = restored * own / Math.Sqrt(Math.Max(linearEnergy / 2, linearEnergy - told * told));
        var inverse = tensor(Powers.Take(turned.Count)
            .Select(power => power > 0 ? scale / Math.Sqrt(power) : 0).ToArray());
        return turned.Latent(found[..turned.Count] * inverse, degrees).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The share of the numbers' weighted variance that their estimates have. Estimates of least square error are
    /// smaller than the numbers, and people look alike where they are much smaller: the form hybrid restores it.
    /// </summary>
    private double Known(Tensor system)
    {
        var variances = tensor(Variances.ToArray());
        var missing = linalg.inv(system).diagonal()[..turned.Count];
        return Math.Max(LeastKnown, 1 - (missing.dot(variances) / variances.sum()).item<double>());
    }

    /// <summary>The degrees that a frame's codeword says; null in the form linear.</summary>
    internal int[]? DegreesOf(ReceivedFrame frame) => Receive(frame).Degrees;

    /// <summary>What is sent linearly, as numbers of unit variance [dimensions].</summary>
    internal Tensor Estimate(ReceivedFrame frame) => Receive(frame).Numbers;

    public override void Dispose()
    {
        foreach (var own in new IDisposable[] { turned, root, mixing }) own.Dispose();
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

    private (Tensor Numbers, Tensor System, int[]? Degrees) Receive(ReceivedFrame frame)
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
        var numbers = Solve(system, mixing.t().mv(matched));
        return (numbers.MoveToOuterDisposeScope(), system.MoveToOuterDisposeScope(), degrees);
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
    private Tensor Symbols(Tensor words) =>
        Spread(cat([zeros([words.shape[0], Dimensions], ScalarType.Float64), words], 1));

    /// <summary>The energy of the codeword for which the whole distortion is least, and its union bound.</summary>
    private (double Energy, double Bound) Split(double snr)
    {
        const int Parts = 64;
        return Enumerable.Range(1, Parts - 1).Select(part => SymbolCount * part / (double)Parts).Select(energy =>
        {
            var bound = codebook!.UnionBound(energy, snr);
            var (powers, _) = Divided(SymbolCount - energy, snr);
            var distortion = WaterFilling.Distortion(Variances, powers, snr) + bound * turned.CostOfWrongDegrees;
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
            var numbers = powers.Take(turned.Count).ToArray();
            known = Variances.Sum() - WaterFilling.Distortion(Variances, numbers, snr);
            spread = Math.Sqrt(numbers.Sum(power => power * power) / 2) / numbers.Sum();
        }
        return (powers, spread);
    }

    private static Tensor Spread(Tensor rows) => Spreading.Apply(rows);

    private static Tensor Solve(Tensor system, Tensor right) => linalg.solve(system, right.unsqueeze(1)).squeeze(1);

    private static Tensor Double(Tensor values) => values.cpu().to_type(ScalarType.Float64);

    private static Tensor Kept(Tensor values) => values.contiguous().DetachFromDisposeScope();
}
