using System.Numerics;

namespace EditableDeepSC.Models.Jecc;

/// <summary>
/// What the receiver must be told beside the symbols: which adapter was used. The bits of its id times columns that go
/// evenly through all non-zero ones are a linear code, for few bits the repeated simplex code, whose words are all as
/// far apart as so many words can be; the receiver takes the most likely of all ids.
/// </summary>
public static class AdapterHeader
{
    /// <summary>Complex symbols for each bit of an id.</summary>
    public const int SymbolsOfBit = 16;

    private const double GoldenShare = 0.6180339887498949;

    /// <summary>Complex symbols that the id of one of so many adapters takes.</summary>
    public static int Symbols(int adapters) => Bits(adapters) * SymbolsOfBit;

    /// <summary>The header of an id, [2 Symbols], 1 or -1: real parts, then imaginary ones.</summary>
    public static float[] Encode(int id, int adapters) =>
        [.. Enumerable.Range(0, 2 * Symbols(adapters)).Select(place => Chip(id, place, adapters))];

    /// <summary>The most likely id, from estimates and their error variances.</summary>
    /// <param name="estimates">[2 Symbols] as <see cref="Encode"/> has them, received.</param>
    /// <param name="noiseVariance">[Symbols] of the complex symbols.</param>
    /// <param name="adapters">How many ids there are.</param>
    public static int Decode(ReadOnlySpan<float> estimates, ReadOnlySpan<float> noiseVariance, int adapters)
    {
        var (best, most) = (0, double.NegativeInfinity);
        for (var id = 0; id < adapters; id++)
        {
            var likelihood = 0.0;
            for (var place = 0; place < estimates.Length; place++)
            {
                likelihood += Chip(id, place, adapters) * estimates[place]
                    / Math.Max(noiseVariance[place % noiseVariance.Length], 1e-12);
            }
            if (likelihood > most) (best, most) = (id, likelihood);
        }
        return best;
    }

    private static int Bits(int adapters) => (int)Math.Ceiling(Math.Log2(Math.Max(1, adapters)));

    private static float Chip(int id, int place, int adapters)
    {
        var columns = (1 << Bits(adapters)) - 1;
        var column = 1 + (int)(place * GoldenShare % 1 * columns);
        return 1 - 2 * (BitOperations.PopCount((uint)(id & column)) & 1);
    }
}
