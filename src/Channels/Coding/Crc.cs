namespace EditableDeepSC.Channels.Coding;

/// <summary>A reflected cyclic redundancy check of 16 or 32 bits, as in HDLC, PPP, Ethernet and IEEE 802.11.</summary>
public sealed class Crc
{
    /// <summary>CRC-16/X-25 (polynomial 0x1021): the remainder of "123456789" is 0x906E.</summary>
    public static Crc Crc16 { get; } = new(byteCount: 2, reversedPolynomial: 0x8408);

    /// <summary>CRC-32/ISO-HDLC (polynomial 0x04C11DB7): the remainder of "123456789" is 0xCBF43926.</summary>
    public static Crc Crc32 { get; } = new(byteCount: 4, reversedPolynomial: 0xEDB88320);

    private readonly uint[] _remainderOfByte = new uint[256];
    private readonly uint _ones;

    private Crc(int byteCount, uint reversedPolynomial)
    {
        ByteCount = byteCount;
        _ones = uint.MaxValue >> (32 - 8 * byteCount);
        for (uint value = 0; value < 256; value++)
        {
            var remainder = value;
            for (var bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ reversedPolynomial;
            _remainderOfByte[value] = remainder;
        }
    }

    /// <summary>Length of the remainder in bytes: 2 or 4.</summary>
    public int ByteCount { get; }

    /// <summary>The remainder of <paramref name="data"/>.</summary>
    public uint Compute(ReadOnlySpan<byte> data)
    {
        var remainder = _ones;
        foreach (var value in data) remainder = (remainder >> 8) ^ _remainderOfByte[(byte)(remainder ^ value)];
        return remainder ^ _ones;
    }

    /// <summary>Writes the remainder of all but the last <see cref="ByteCount"/> bytes there, low byte first.</summary>
    public void Append(Span<byte> frame)
    {
        var remainder = Compute(frame[..^ByteCount]);
        foreach (ref var value in frame[^ByteCount..])
        {
            value = (byte)remainder;
            remainder >>= 8;
        }
    }

    /// <summary>True where the last <see cref="ByteCount"/> bytes are what <see cref="Append"/> writes.</summary>
    public bool Holds(ReadOnlySpan<byte> frame)
    {
        var remainder = Compute(frame[..^ByteCount]);
        foreach (var value in frame[^ByteCount..])
        {
            if (value != (byte)remainder) return false;
            remainder >>= 8;
        }
        return true;
    }
}
