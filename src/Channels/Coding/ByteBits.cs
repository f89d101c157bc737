namespace EditableDeepSC.Channels.Coding;

/// <summary>Bytes as bits, one bit a byte, the lowest of a byte first, as a reflected CRC has it.</summary>
public static class ByteBits
{
    /// <summary>Fills <paramref name="bits"/>, eight for each of <paramref name="bytes"/>.</summary>
    public static void Unpack(ReadOnlySpan<byte> bytes, Span<byte> bits)
    {
        for (var i = 0; i < bytes.Length; i++) BitBlocks.UnpackWord(bytes[i], bits.Slice(8 * i, 8));
    }

    /// <summary>The inverse of <see cref="Unpack"/>.</summary>
    public static void Pack(ReadOnlySpan<byte> bits, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = 0;
            for (var bit = 7; bit >= 0; bit--) value = value << 1 | bits[8 * i + bit];
            bytes[i] = (byte)value;
        }
    }
}
