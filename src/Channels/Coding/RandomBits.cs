using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Coding;

/// <summary>Fair bits of a keyed stream.</summary>
public static class RandomBits
{
    /// <summary>Fills <paramref name="bits"/> with 0 or 1: 128 bits a block of <paramref name="key"/>.</summary>
    public static void Fill(in PhiloxKey key, Span<byte> bits)
    {
        for (uint index = 0; !bits.IsEmpty; index++)
        {
            var block = key.Block(index);
            bits = Take((ulong)block.X1 << 32 | block.X0, bits);
            bits = Take((ulong)block.X3 << 32 | block.X2, bits);
        }
    }

    private static Span<byte> Take(ulong word, Span<byte> bits)
    {
        var count = Math.Min(64, bits.Length);
        BitBlocks.UnpackWord(word, bits[..count]);
        return bits[count..];
    }
}
