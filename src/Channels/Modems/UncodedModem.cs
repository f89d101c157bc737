namespace EditableDeepSC.Channels;

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
