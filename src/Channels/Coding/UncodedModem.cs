using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Coding;

/// <summary>Turns information bits into symbols and back; an instance has work space and serves one thread.</summary>
public interface IModem
{
    /// <summary>Information bits a symbol carries, without padding: bits per symbol times code rate.</summary>
    double InfoBitsPerSymbol { get; }

    /// <summary>Codewords that <paramref name="infoBits"/> bits take; 0 without a code.</summary>
    int WordsFor(int infoBits);

    /// <summary>Complex symbols that <paramref name="infoBits"/> bits take.</summary>
    int SymbolsFor(int infoBits);

    /// <summary>Maps bits (one a byte) to [SymbolsFor(info)] symbols of unit average power.</summary>
    void Modulate(ReadOnlySpan<byte> info, ComplexSpan symbols);

    /// <summary>Decides as many bits as were sent.</summary>
    /// <param name="estimates">[symbols] as an unbiased equaliser gives them.</param>
    /// <param name="noiseVariances">[symbols] of the estimates, per complex symbol, above 0.</param>
    /// <param name="info">[bits] the decisions, one a byte.</param>
    Decoding Demodulate(ComplexSpan estimates, ReadOnlySpan<float> noiseVariances, Span<byte> info);
}

/// <summary>Bits straight to symbols, and back by hard decisions.</summary>
public sealed class UncodedModem(Constellation constellation) : IModem
{
    public double InfoBitsPerSymbol => constellation.BitsPerSymbol;

    public int WordsFor(int infoBits) => 0;

    public int SymbolsFor(int infoBits) => constellation.SymbolsFor(infoBits);

    public void Modulate(ReadOnlySpan<byte> info, ComplexSpan symbols) => constellation.Map(info, symbols);

    public Decoding Demodulate(ComplexSpan estimates, ReadOnlySpan<float> noiseVariances, Span<byte> info)
    {
        constellation.Decide(estimates, info);
        return new Decoding(Converged: true, Iterations: 0);
    }
}
