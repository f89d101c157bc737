using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.Coding;

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
        ByteBits.Unpack(frame, sent);
        var reception = _path.Send(sent, use, decided);
        ByteBits.Pack(decided, frame);
        frame[..payload.Length].CopyTo(arrived);
        return new BitDelivery(crc.Holds(frame), modem.WordsFor(sent.Length), reception);
    }
}

/// <summary>Bits through modem and link; keeps its work space, so an instance serves one thread.</summary>
public sealed class BitPath(IModem modem, IChannel channel, CsiKind csi = CsiKind.Perfect)
{
    private readonly Link _link = new(channel, new() { Csi = csi, Equaliser = EqualiserKind.MmseUnbiased });
    private readonly ComplexBuffer _symbols = new();
    private float[] _noiseVariances = [];

    /// <summary>Sends <paramref name="bits"/> (one a byte) and decides as many.</summary>
    /// <param name="bits">At least one bit.</param>
    /// <param name="use">Who, when and at which Es/N0; the number of symbols is filled in here.</param>
    /// <param name="decided">The decisions, one a byte.</param>
    public BitReception Send(ReadOnlySpan<byte> bits, in ChannelUse use, Span<byte> decided)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(decided.Length, bits.Length);
        var count = modem.SymbolsFor(bits.Length);
        var symbols = _symbols.Resize(count);
        modem.Modulate(bits, symbols);
        if (_noiseVariances.Length < count) _noiseVariances = new float[count];
        var noiseVariances = _noiseVariances.AsSpan(0, count);
        var report = _link.Send(use with { SymbolCount = count }, symbols, symbols, noiseVariances);
        return new BitReception(modem.Demodulate(symbols, noiseVariances, decided), report);
    }
}

/// <summary>What arrived of a message that a <see cref="BitLink"/> sent.</summary>
/// <param name="IsIntact">The CRC of what arrived is right.</param>
/// <param name="Words">Codewords sent; 0 without a code.</param>
/// <param name="Reception">Decoder iterations, symbols used and measured SNR.</param>
public readonly record struct BitDelivery(bool IsIntact, int Words, BitReception Reception);

/// <summary>How bits came over a <see cref="BitPath"/>.</summary>
/// <param name="Decoding">How decoding ended.</param>
/// <param name="Link">Symbols used and the SNR they really had.</param>
public readonly record struct BitReception(Decoding Decoding, LinkReport Link);
