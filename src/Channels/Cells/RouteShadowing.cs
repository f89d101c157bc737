using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Cells;

/// <summary>
/// Shadows of four cells along a route, Gaussian with variance 1 and correlation exp(-distance / decorrelation)
/// (Gudmundson, Electronics Letters 27(23), 1991), at any place without those before it. Ends of segments are drawn
/// first, 16 decorrelations apart, which leaves a correlation of 1e-7; then midpoints of halved intervals given their
/// ends, as the process has no memory but its value; straight lines join places 1/1024 of a decorrelation apart.
/// </summary>
internal sealed class RouteShadowing(double decorrelationMetres)
{
    /// <summary>Cells whose shadows come from the same random blocks.</summary>
    public const int Cells = 4;

    private const int Levels = 14;
    private const int Decorrelations = 16;
    private const int Lanes = 8;
    private static readonly (float Weight, float Deviation)[] Halves = [.. Enumerable.Range(0, Levels).Select(level =>
    {
        var half = Math.Exp(-(double)Decorrelations / (2 << level));
        return ((float)(half / (1 + half * half)), (float)Math.Sqrt((1 - half * half) / (1 + half * half)));
    })];

    private readonly double placesPerMetre = (1 << Levels) / (Decorrelations * decorrelationMetres);

    /// <summary>The shadows of four cells, [Cells]; each four have a key of their own.</summary>
    [SkipLocalsInit]
    public void Fill(in PhiloxKey key, double routeMetres, Span<double> shadows)
    {
        var exact = routeMetres * placesPerMetre;
        var whole = (long)exact;
        var share = (float)(exact - whole);
        var (segment, place) = ((uint)(whole >> Levels), (uint)whole & ((1 << Levels) - 1));

        // Numbers of the two ends, then of one midpoint a level: 1, 2 or 3, 4 to 7, ... within the segment.
        Span<uint> blocks = stackalloc uint[2 * Lanes];
        (blocks[0], blocks[1]) = (segment << (Levels + 1), (segment + 1) << (Levels + 1));
        for (var level = 0; level < Levels; level++)
            blocks[2 + level] = blocks[0] | 1u << level | place >> (Levels - level);
        Span<float> drawn = stackalloc float[2 * Lanes * Cells];
        GaussianSamples.OfBlocks(key, Vector256.Create<uint>(blocks), drawn);
        GaussianSamples.OfBlocks(key, Vector256.Create<uint>(blocks[Lanes..]), drawn[(Lanes * Cells)..]);

        var (low, high) = (OfBlock(drawn, 0), OfBlock(drawn, 1));
        for (var level = 0; level < Levels; level++)
        {
            var middle = Halves[level].Weight * (low + high) + Halves[level].Deviation * OfBlock(drawn, 2 + level);
            var isRight = Vector128.Create(0 - (place >> (Levels - 1 - level) & 1)).AsSingle();
            (low, high) = (Vector128.ConditionalSelect(isRight, middle, low),
                Vector128.ConditionalSelect(isRight, high, middle));
        }
        var value = low + share * (high - low);
        for (var cell = 0; cell < Cells; cell++) shadows[cell] = value[cell];
    }

    /// <summary>The numbers of the four cells.</summary>
    private static Vector128<float> OfBlock(Span<float> drawn, int block)
    {
        var first = drawn[(Cells * (block & ~(Lanes - 1)) + (block & (Lanes - 1)))..];
        return Vector128.Create(first[0], first[Lanes], first[2 * Lanes], first[3 * Lanes]);
    }
}
