using EditableDeepSC.Channels.Links;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Coding;

/// <summary>
/// The form conditioned: the degrees as a codeword, and each turned number as a point of one learned curve whose shape
/// follows from the number's share of the power and the SNR, so that one pair serves all SNRs. The seven symbols of a
/// number lie far apart on the air; the receiver weighs all numbers that may have been sent.
/// </summary>
public sealed class ConditionedCode : LatentCode
{
    /// <summary>k; other lengths have no place for the curves.</summary>
    public const int SymbolCount = 512;

    private const int Numbers = PortraitParameters.Count, Dimensions = NumberCurve.Dimensions;
    private const int CurveSymbols = (Numbers + 1) * Dimensions, WordSymbols = 128, Stride = 167, GridSize = 2048;
    private const double LeastKnown = 0.1;
    private readonly NumberCurve curve;
    private readonly TurnedNumbers turned;
    private readonly DegreeCodebook codebook = DegreeCodebook.Of(WordSymbols);
    private readonly Hull hull;
    private readonly double snr, codewordEnergy, energy, length, lengthSpread;
    private readonly double[] powers;
    private readonly Tensor energies, roots, variances, grid, places;

    /// <param name="statistics">Of latent vectors; they stay the caller's.</param>
    /// <param name="curve">Stays the caller's.</param>
    /// <param name="snrDb">The SNR that power is divided for, dB.</param>
    public ConditionedCode(LatentStatistics statistics, NumberCurve curve, double snrDb)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        (this.curve, snr) = (curve, Decibels.ToRatio(snrDb));
        turned = new(statistics, Numbers, knowsDegrees: true);
        hull = new(curve.Errors.data<float>().ToArray());
        codewordEnergy = BestSplit();
        energy = SymbolCount - codewordEnergy;
        (powers, lengthSpread) = Divided(energy);
        length = Math.Sqrt(powers.Take(Numbers).Sum());
        var each = tensor(powers.Select(power => (float)power).ToArray()).unsqueeze(1);  // [numbers + 1, 1]
        (energies, roots) = (Kept((each * snr).clamp_min(1e-6)), Kept(each.sqrt().unsqueeze(2)));
        variances = Kept(tensor(turned.Variances.Select(one => (float)one).ToArray()));
        grid = Kept(NumberCurve.Grid(GridSize));
        places = Kept((arange(SymbolCount) * Stride).remainder(SymbolCount));
    }

    /// <summary>The energy of each number and of their length, of k in all with the codeword's.</summary>
    public IReadOnlyList<double> Powers => powers;

    /// <summary>The codeword's energy.</summary>
    public double CodewordEnergy => codewordEnergy;

    public override Tensor Encode(Tensor latent, IReadOnlyList<int> degrees)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var numbers = turned.Of(latent, degrees).to_type(ScalarType.Float32).unsqueeze(1);           // [numbers, 1]
        var points = (curve.Of(numbers, energies[..Numbers]).Points * roots[..Numbers]).squeeze(1);
        var own = Math.Max(points.norm().item<float>(), 1e-9);
        var told = lengthSpread == 0 ? 0 : (float)(Math.Log(own / length) / lengthSpread);
        var point = Told(tensor(new[] { Math.Clamp(told, -4, 4) }));                     // [1, dimensions]
        var left = Math.Max(energy / 2, energy - point.square().sum().item<float>());
        point *= Math.Sqrt((energy - left) / Math.Max(point.square().sum().item<float>(), 1e-9));
        var word = codebook.Words[DegreeCodebook.IndexOf(degrees)] * Math.Sqrt(codewordEnergy);
        var sent = cat([(points * (Math.Sqrt(left) / own)).flatten(), point.flatten(),
            zeros(SymbolCount - WordSymbols - CurveSymbols), word], 0);
        return zeros(SymbolCount).scatter(0, places, sent).MoveToOuterDisposeScope();
    }

    public override Tensor Decode(ReceivedFrame frame)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (all, precise) = LinearCode.Evidence(frame);
        var matched = all.to_type(ScalarType.Float32)[places];
        var precision = precise.to_type(ScalarType.Float32)[places];
        var degrees = DegreesOf(matched[^WordSymbols..], precision[^WordSymbols..]);
        var (m, d) = (matched[..CurveSymbols].view(Numbers + 1, 1, Dimensions),
            precision[..CurveSymbols].view(Numbers + 1, 1, Dimensions));
        var told = NumberCurve.Estimate(m[Numbers..], d[Numbers..], grid, Told(grid).unsqueeze(0)).Mean;
        var energyTold = Told(told.view(1)).square().sum().item<float>();
        var scale = Math.Sqrt(Math.Max(energy / 2, energy - energyTold))
            / (length * Math.Exp(lengthSpread * told.item<float>()));
        var points = curve.Of(grid.expand(Numbers, -1), energies[..Numbers]).Points * (roots[..Numbers] * scale);
        var (mean, variance) = NumberCurve.Estimate(m[..Numbers], d[..Numbers], grid, points);
        var known = Math.Max(LeastKnown, 1 - (variance.squeeze(1).dot(variances) / variances.sum()).item<float>());
        return turned.Latent((mean.squeeze(1) / Math.Sqrt(known)).to_type(ScalarType.Float64), degrees)
            .MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        foreach (var own in new IDisposable[] { turned, energies, roots, variances, grid, places }) own.Dispose();
        base.Dispose();
    }

    /// <summary>The most likely codeword, of evidence [word symbols].</summary>
    private int[] DegreesOf(Tensor matched, Tensor precision)
    {
        var scores = codebook.Words.mv(matched) * Math.Sqrt(codewordEnergy)
            - codebook.Words.square().mv(precision) * (codewordEnergy / 2);
        return DegreeCodebook.DegreesOf((int)scores.argmax().item<long>());
    }

    /// <summary>The points [M, dimensions] of lengths [M] in units of their spread.</summary>
    private Tensor Told(Tensor lengths) =>
        (curve.Of(lengths.unsqueeze(0), energies[Numbers..]).Points * roots[Numbers..]).squeeze(0);

    /// <summary>As <see cref="LinearCode"/> has it: least whole distortion, by the union bound on wrong codewords.</summary>
    private double BestSplit()
    {
        const int Parts = 64;
        return Enumerable.Range(1, Parts - 1).Select(part => SymbolCount * part / (double)Parts).MinBy(word =>
            hull.Divide(turned.Variances, SymbolCount - word, snr).Distortion
                + codebook.UnionBound(word, snr) * turned.CostOfWrongDegrees);
    }

    /// <summary>Powers of the numbers and of their length, and its spread: only the straight parts vary.</summary>
    private (double[] Powers, double Spread) Divided(double energy)
    {
        var (spread, known) = (0.1, turned.Variances.Sum());
        double[] powers = [];
        for (var round = 0; round < 3; round++)
        {
            powers = hull.Divide([.. turned.Variances, spread * spread * known], energy, snr).Powers;
            var own = powers[..Numbers];
            known = turned.Variances.Sum() - hull.Divide(turned.Variances, own.Sum(), snr).Distortion;
            using var each = tensor(own.Select(power => (float)Math.Max(power * snr, 1e-6)).ToArray()).unsqueeze(1);
            var shares = curve.Of(zeros(Numbers, 1), each).Straight.flatten().data<float>().ToArray();
            spread = Math.Sqrt(own.Zip(shares, (power, share) => Math.Pow(power * share, 2)).Sum() / 2) / own.Sum();
        }
        return (powers, spread);
    }

    private static Tensor Kept(Tensor values) => values.contiguous().DetachFromDisposeScope();

    /// <summary>The lower convex hull of a curve's error over its energy: what time sharing could reach too.</summary>
    internal sealed class Hull
    {
        private readonly List<(double Energy, double Error)> corners = [(0, 1)];

        /// <param name="errors">At each of the curve's energies.</param>
        public Hull(IReadOnlyList<float> errors)
        {
            for (var i = 0; i < errors.Count; i++)
            {
                var next = (Decibels.ToRatio(NumberCurve.LeastDb + i), (double)errors[i]);
                if (next.Item2 >= corners[^1].Error) continue;
                while (corners.Count > 1 && Slope(corners[^2], corners[^1]) >= Slope(corners[^2], next))
                    corners.RemoveAt(corners.Count - 1);
                corners.Add(next);
            }
        }

        /// <summary>Powers of the given sum for which sum of v_i error(p_i snr) is about least, and that sum.</summary>
        public (double[] Powers, double Distortion) Divide(IReadOnlyList<double> variances, double power, double snr)
        {
            var (low, high) = (1e-12, 2 * variances.Max());                              // the price of energy
            for (var i = 0; i < 60; i++)
            {
                var middle = Math.Sqrt(low * high);
                if (variances.Sum(variance => Best(variance, middle).Energy) > power * snr) low = middle;
                else high = middle;
            }
            var chosen = variances.Select(variance => Best(variance, high)).ToArray();
            var stretch = power / Math.Max(chosen.Sum(one => one.Energy), 1e-12);
            return ([.. chosen.Select(one => one.Energy * stretch)],
                chosen.Zip(variances, (one, variance) => one.Error * variance).Sum());
        }

        private (double Energy, double Error) Best(double variance, double price)
        {
            var last = 1;
            while (last < corners.Count && -Slope(corners[last - 1], corners[last]) * variance > price) last++;
            return corners[last - 1];
        }

        private static double Slope((double Energy, double Error) from, (double Energy, double Error) to) =>
            (to.Error - from.Error) / (to.Energy - from.Energy);
    }
}
