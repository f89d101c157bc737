namespace EditableDeepSC.Channels;

/// <summary>
/// Sends bytes: CRC, then modem (LDPC, interleaver, QAM), any channel, and back. Keeps its work space, so an instance
/// serves one thread and allocates nothing for messages no longer than the longest so far.
/// </summary>
public sealed class BitLink(IModem modem, Crc crc, IChannel channel, CsiKind csi = CsiKind.Perfect)
{
    private readonly BitPath _path = new(modem, channel, csi);
    private byte[] _frame = [];
    private byte[] _bits = [];

    /// <summary>Sends <paramref name="payload"/> and writes what arrived, right or wrong.</summary>
    /// <param name="payload">The message; it may be empty.</param>
    /// <param name="use">Who, when and at which Es/N0; the number of symbols is filled in here.</param>
    /// <param name="arrived">As long as the payload.</param>
    public BitDelivery Send(ReadOnlySpan<byte> payload, in ChannelUse use, Span<byte> arrived)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(arrived.Length, payload.Length);
        var bytes = payload.Length + crc.ByteCount;
        if (_frame.Length < bytes) (_frame, _bits) = (new byte[bytes], new byte[16 * bytes]);
        var frame = _frame.AsSpan(0, bytes);
        var sent = _bits.AsSpan(0, 8 * bytes);
        var decided = _bits.AsSpan(8 * bytes, 8 * bytes);

        payload.CopyTo(frame);
        crc.Append(frame);
        ToBits(frame, sent);
        var reception = _path.Send(sent, use, decided);
        ToBytes(decided, frame);
        frame[..payload.Length].CopyTo(arrived);
        return new BitDelivery(crc.Holds(frame), modem.WordsFor(sent.Length), reception);
    }

    /// <summary>The lowest bit of a byte first, as the reflected CRC has it.</summary>
    private static void ToBits(ReadOnlySpan<byte> bytes, Span<byte> bits)
    {
        for (var i = 0; i < bytes.Length; i++) BitBlocks.UnpackWord(bytes[i], bits.Slice(8 * i, 8));
    }

    private static void ToBytes(ReadOnlySpan<byte> bits, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = 0;
            for (var bit = 7; bit >= 0; bit--) value = value << 1 | bits[8 * i + bit];
            bytes[i] = (byte)value;
        }
    }
}
