namespace EditableDeepSC.Models.Jecc;

/// <summary>What the receiver must be told beside the symbols: which adapter was used.</summary>
public static class AdapterHeader
{
    /// <summary>
    /// Complex BPSK symbols that repeat each bit. Over AWGN at -6 dB, the lowest SNR that adapters are made for, one bit
    /// in 400 would be wrong, Q(sqrt(2 * 16 / 4)); over Rayleigh block fading at that mean one in 19. The simulator
    /// counts these symbols and takes the bits for right.
    /// </summary>
    public const int SymbolsOfBit = 16;

    /// <summary>Complex symbols that the id of one of so many adapters takes.</summary>
    public static int Symbols(int adapters) => (int)Math.Ceiling(Math.Log2(Math.Max(1, adapters))) * SymbolsOfBit;
}
