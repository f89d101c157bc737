using System.Buffers.Binary;

namespace EditableDeepSC.Channels.Coding;

/// <summary>Words of up to 128 bits, one a block column, so that a layer of parity checks is a few rotations.</summary>
internal static class BitBlocks
{
    /// <summary>
    /// Bit j of the result is bit (j + shift) mod lifting of <paramref name="block"/>, |shift| &lt; lifting; bits past
    /// lifting are dropped.
    /// </summary>
    public static UInt128 Rotate(UInt128 block, int shift, int lifting)
    {
        block &= Mask(lifting);
        if (shift < 0) shift += lifting;
        return ((block >> shift) | (block << (lifting - shift))) & Mask(lifting);
    }

    /// <summary>Packs one bit a byte into blocks of <paramref name="lifting"/> bits, the first bit lowest.</summary>
    public static void Pack(ReadOnlySpan<byte> bits, int lifting, Span<UInt128> blocks)
    {
        for (var column = 0; column * lifting < bits.Length; column++)
        {
            var block = UInt128.Zero;
            var source = bits.Slice(column * lifting, lifting);
            for (var i = lifting - 1; i >= 0; i--) block = (block << 1) | (uint)(source[i] & 1);
            blocks[column] = block;
        }
    }

    /// <summary>The inverse of <see cref="Pack"/> for as many bits as <paramref name="bits"/> has room.</summary>
    public static void Unpack(ReadOnlySpan<UInt128> blocks, int lifting, Span<byte> bits)
    {
        for (var column = 0; column * lifting < bits.Length; column++)
        {
            var block = blocks[column];
            var target = bits.Slice(column * lifting, lifting);
            UnpackWord((ulong)block, target[..Math.Min(lifting, 64)]);
            if (lifting > 64) UnpackWord((ulong)(block >> 64), target[64..]);
        }
    }

    /// <summary>The lowest bits of <paramref name="word"/>, one a byte.</summary>
    public static void UnpackWord(ulong word, Span<byte> bits)
    {
        for (; bits.Length >= 8; bits = bits[8..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bits, Spread((byte)word));
            word >>= 8;
        }
        for (var i = 0; i < bits.Length; i++) bits[i] = (byte)((word >> i) & 1);
    }

    /// <summary>Bit i as byte i: keeps bit i of copy i and lets an addition carry it to the top bit.</summary>
    private static ulong Spread(byte bits)
    {
        var kept = bits * 0x0101_0101_0101_0101ul & 0x8040_2010_0804_0201ul;
        return ((kept + 0x7F7F_7F7F_7F7F_7F7Ful) >> 7) & 0x0101_0101_0101_0101ul;
    }

    private static UInt128 Mask(int lifting) => (UInt128.One << lifting) - 1;
}
