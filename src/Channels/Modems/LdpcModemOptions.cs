namespace EditableDeepSC.Channels;

/// <summary>Settings of an <see cref="LdpcModem"/>.</summary>
public sealed record LdpcModemOptions
{
    /// <summary>The code.</summary>
    public required LdpcCode Code { get; init; }

    /// <summary>The constellation.</summary>
    public required Constellation Constellation { get; init; }

    /// <summary>The decoder; default min-sum, factor 0.75, 20 iterations.</summary>
    public LdpcDecoderOptions Decoder { get; init; } = new();

    /// <summary>Soft demapping; default max-log.</summary>
    public Demapping Demapping { get; init; } = Demapping.MaxLog;

    /// <summary>Columns of the block interleaver over a whole transmission; default 1, no interleaving.</summary>
    public int InterleaverColumns { get; init; } = 1;
}
