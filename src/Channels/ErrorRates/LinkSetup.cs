namespace EditableDeepSC.Channels;

/// <summary>One point of an error-rate curve: what is sent over which channel at which SNR.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="CreateModem">Makes one modem a thread.</param>
/// <param name="InfoBits">Information bits of a frame, at least 1.</param>
/// <param name="EsN0Db">Es/N0 in dB, on the average over fading.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="User">Keys the draws, with the frame number; points with different users are independent.</param>
public sealed record LinkSetup(
    IChannel Channel, Func<IModem> CreateModem, int InfoBits, double EsN0Db, Seed Seed, UserId User)
{
    /// <summary>How the receiver learns the channel; default: it knows it.</summary>
    public CsiKind Csi { get; init; } = CsiKind.Perfect;
}
