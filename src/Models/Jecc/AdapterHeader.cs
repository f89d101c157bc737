namespace EditableDeepSC.Models.Jecc;

/// <summary>What the receiver must be told beside the symbols: which adapter was used.</summary>
public static class AdapterHeader
{
    /// <summary>
    /// Complex BPSK symbols that repeat each bit: at -6 dB, the lowest SNR that adapters are made for, one bit in 400
    /// is wrong, Q(sqrt(2 * 16 / 4)).
    /// </summary>
    public const int SymbolsOfBit = 16;

    /// <summary>Complex symbols that the id of one of so many adapters takes.</summary>
    public static int Symbols(int adapters) => (int)Math.Ceiling(Math.Log2(Math.Max(1, adapters))) * SymbolsOfBit;
}
