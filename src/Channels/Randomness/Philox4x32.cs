using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EditableDeepSC.Channels.Randomness;

/// <summary>
/// Philox 4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3" (SC 2011): one block at a time, or eight blocks with consecutive first counter words at once.
/// </summary>
internal static class Philox4x32
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    public static PhiloxBlock Block(PhiloxBlock counter, uint key0, uint key1)
    {
        var (x0, x1, x2, x3) = counter;
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * x0;
            var product1 = (ulong)Multiplier1 * x2;
            x0 = (uint)(product1 >> 32) ^ x1 ^ key0;
            x1 = (uint)product1;
            x2 = (uint)(product0 >> 32) ^ x3 ^ key1;
            x3 = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }
        return new PhiloxBlock(x0, x1, x2, x3);
    }

    /// <summary>Blocks <paramref name="first"/> to first + 7 of a stream, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EightBlocks(in PhiloxKey key, uint first, out Vector256<uint> x0, out Vector256<uint> x1,
        out Vector256<uint> x2, out Vector256<uint> x3) =>
        EightBlocks(key, Vector256.Create(first) + Vector256<uint>.Indices, out x0, out x1, out x2, out x3);

    /// <summary>Any eight blocks of a stream, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EightBlocks(in PhiloxKey key, Vector256<uint> blocks, out Vector256<uint> x0,
        out Vector256<uint> x1, out Vector256<uint> x2, out Vector256<uint> x3)
    {
        var a = blocks;
        var b = Vector256.Create(key.Counter1);
        var c = Vector256.Create(key.Counter2);
        var d = Vector256.Create(key.Counter3);
        var (key0, key1) = (key.Key0, key.Key1);
        for (var round = 0; round < Rounds; round++)
        {
            var high0 = MultiplyHigh(a, Multiplier0);
            var low0 = a * Vector256.Create(Multiplier0);
            var high1 = MultiplyHigh(c, Multiplier1);
            var low1 = c * Vector256.Create(Multiplier1);
            a = high1 ^ b ^ Vector256.Create(key0);
            b = low1;
            c = high0 ^ d ^ Vector256.Create(key1);
            d = low0;
            key0 += Weyl0;
            key1 += Weyl1;
        }
        (x0, x1, x2, x3) = (a, b, c, d);
    }

    /// <summary>The upper halves of the eight 64-bit products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> MultiplyHigh(Vector256<uint> value, uint multiplier)
    {
        var even = MultiplyEven(value, multiplier) >> 32;
        var odd = MultiplyEven((value.AsUInt64() >> 32).AsUInt32(), multiplier);
        return Vector256.ConditionalSelect(
            Vector256.Create(0x00000000FFFFFFFFul), even, odd).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyEven(Vector256<uint> value, uint multiplier) => Avx2.IsSupported
        ? Avx2.Multiply(value, Vector256.Create(multiplier))
        : (value.AsUInt64() & Vector256.Create((ulong)uint.MaxValue)) * Vector256.Create((ulong)multiplier);
}

/// <summary>Four 32-bit words: a counter that goes into Philox 4x32, or the random words that come out.</summary>
public readonly record struct PhiloxBlock(uint X0, uint X1, uint X2, uint X3)
{
    /// <summary>The first two words as a number of [0, 1) with 53 bits.</summary>
    public double Uniform => ToUniform(X0, X1);

    /// <summary>The last two words as a number of [0, 1) with 53 bits.</summary>
    public double SecondUniform => ToUniform(X2, X3);

    private static double ToUniform(uint low, uint high) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1UL << 53));
}
