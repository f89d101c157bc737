
namespace EditableDeepSC.Models.Tests.Golden;

/// <summary>
/// The formula "hash-v1" of the golden files: numbers in [-1, 1) that are the same in every language.
/// </summary>
internal static class HashFill
{
    public static double Sample(uint key, uint index) =>
        Mix(Mix(index) ^ Mix(unchecked(key + 0x9E3779B9u))) / 2147483648.0 - 1.0;

    public static float[] Key(GoldenKey key)
    {
        if (key.Values is { } literal) return [.. literal.Select(value => (float)value)];
        var filled = new float[key.Shape.Aggregate(1L, (product, extent) => product * extent)];
        for (var j = 0; j < filled.Length; j++) filled[j] = (float)(key.Offset + key.Scale * Sample(key.K, (uint)j));
        return filled;
    }

    public static float[] Input(GoldenInput input)
    {
        if (input.Values is { } literal) return [.. literal.Select(value => (float)value)];
        var filled = new float[input.Shape.Aggregate(1L, (product, extent) => product * extent)];
        for (var j = 0; j < filled.Length; j++)
        {
            var value = input.Offset;
            foreach (var term in input.Terms!) value += term.Scale * Sample(term.K, Block(j, input.Shape, term.Block));
            filled[j] = (float)value;
        }
        return filled;
    }

    // A block of b gives b x b squares of one value on the last two axes.
    private static uint Block(int j, long[] shape, int b)
    {
        if (b == 1) return (uint)j;
        var (height, width) = ((int)shape[^2], (int)shape[^1]);
        var (x, y, plane) = (j % width, j / width % height, j / (width * height));
        return (uint)((plane * (height / b) + y / b) * (width / b) + x / b);
    }

    private static uint Mix(uint x)
    {
        unchecked
        {
            x ^= x >> 16;
            x *= 0x7FEB352Du;
            x ^= x >> 15;
            x *= 0x846CA68Bu;
            return x ^ (x >> 16);
        }
    }
}
