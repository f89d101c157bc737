namespace EditableDeepSC.Channels;

/// <summary>How symbols are received.</summary>
public sealed record ReceiverOptions
{
    internal const string Name = "receiver";

    [Parameter("How the receiver learns the channel.")]
    public CsiKind Csi { get; init; } = CsiKind.Perfect;

    [Parameter("How the receiver undoes the channel.")]
    public EqualiserKind Equaliser { get; init; } = EqualiserKind.Mmse;

    [Parameter("Pilots that are averaged for one estimate.", Min = 1, Max = 1_000_000, Unit = "symbols")]
    public int PilotsPerEstimate { get; init; } = 4;

    [Parameter("Symbols from one estimate to the next, held in between; 0 means as long as the channel stays the same.",
        Min = 0, Max = 1e9, Unit = "symbols")]
    public int PilotSpacingSymbols { get; init; }

    [Parameter("Power of a pilot over that of a symbol.", Min = -30, Max = 30, Unit = "dB")]
    public double PilotBoostDb { get; init; }
}
