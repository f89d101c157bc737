using System.Collections.Concurrent;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Models.Coding;

/// <summary>
/// The degrees of the five attributes as one of 6^5 codewords of unit energy, random directions of a sphere that both
/// ends draw from one key.
/// </summary>
public sealed class DegreeCodebook
{
    private const int Sampled = 24, Bins = 400;    // codewords whose distances to all others give the union bound
    private static readonly Seed Key = new(91);
    private static readonly ConcurrentDictionary<int, Lazy<DegreeCodebook>> Known = [];
    private readonly double[] neighbours;          // of a codeword, by their correlation, -1..1

    private DegreeCodebook(int dimensions)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var values = new float[Count * dimensions];
        GaussianSamples.Fill(new PhiloxKey(Key, StreamPurpose.LatentCode, new UserId(2), default), values);
        var words = nn.functional.normalize(tensor(values, [Count, dimensions]), dim: 1);
        Words = words.DetachFromDisposeScope();
        neighbours = new double[Bins];
        var correlations = words[..Sampled].mm(words.t());
        for (var i = 0; i < Sampled; i++) correlations[i, i] = -1;
        foreach (var correlation in correlations.data<float>())
            neighbours[Math.Clamp((int)((correlation + 1) / 2 * Bins), 0, Bins - 1)] += 1.0 / Sampled;
    }

    /// <summary>6^5.</summary>
    public static int Count { get; } = (int)Math.Pow(FaceAttributes.DegreeCount, FaceAttributes.Count);

    /// <summary>[count, dimensions], each of unit energy.</summary>
    public Tensor Words { get; }

    /// <summary>That of so many dimensions, 2 or more; all that ask share it.</summary>
    public static DegreeCodebook Of(int dimensions) =>
        Known.GetOrAdd(dimensions, size => new(() => new DegreeCodebook(size))).Value;

    /// <summary>The number of a codeword, of degrees 0..5, one an attribute.</summary>
    public static int IndexOf(IReadOnlyList<int> degrees) =>
        degrees.Aggregate(0, (index, degree) => index * FaceAttributes.DegreeCount + degree);

    /// <summary>The degrees of a codeword.</summary>
    public static int[] DegreesOf(int index)
    {
        var degrees = new int[FaceAttributes.Count];
        for (var i = degrees.Length - 1; i >= 0; i--)
            (index, degrees[i]) = Math.DivRem(index, FaceAttributes.DegreeCount);
        return degrees;
    }

    /// <summary>
    /// The union bound on the share of codewords that white noise of variance 1 / snr makes wrong: the sum of
    /// Q(d / 2 sigma) over all others, d^2 = 2 E (1 - correlation); at most 1.
    /// </summary>
    public double UnionBound(double energy, double snr)
    {
        var sum = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (neighbours[bin] == 0) continue;
            var correlation = 2 * (bin + 0.5) / Bins - 1;
            sum += neighbours[bin] * MathNet.Numerics.SpecialFunctions.Erfc(
                Math.Sqrt(energy * snr * (1 - correlation) / 4)) / 2;                    // Q(x) = erfc(x / sqrt 2) / 2
        }
        return Math.Min(1, sum);
    }
}
