namespace EditableDeepSC.Channels;

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
