using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.ErrorRates;

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

/// <summary>Random bits over a <see cref="BitPath"/>; the number of the frame keys all chance in it.</summary>
public sealed class LinkTrial(LinkSetup setup) : IFrameTrial
{
    private const double SecondsBetweenFrames = 1;
    private const long MoversOfAPoint = 1_000_000;

    private readonly BitPath _path = new(setup.CreateModem(), setup.Channel, setup.Csi);
    private readonly byte[] _sent = new byte[setup.InfoBits];
    private readonly byte[] _decided = new byte[setup.InfoBits];

    public FrameResult Run(long frame)
    {
        var use = new ChannelUse(setup.Seed, setup.User, new TransmissionId(frame), 0, setup.EsN0Db)
        {
            TimeSeconds = frame * SecondsBetweenFrames,
            Mover = new UserId((int)((setup.User.Value * MoversOfAPoint + frame) & int.MaxValue)), // however slow it is
        };
        RandomBits.Fill(use.Key(StreamPurpose.Bits), _sent);
        var decoding = _path.Send(_sent, use, _decided).Decoding;
        var errors = 0;
        for (var i = 0; i < _sent.Length; i++) errors += _sent[i] ^ _decided[i];
        return new FrameResult(_sent.Length, errors, decoding.Iterations);
    }
}
