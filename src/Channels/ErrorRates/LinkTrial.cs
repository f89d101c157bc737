namespace EditableDeepSC.Channels;

/// <summary>Random bits over a <see cref="BitPath"/>; the number of the frame keys all chance in it.</summary>
public sealed class LinkTrial(LinkSetup setup) : IFrameTrial
{
    /// <summary>So long that fading which is a function of time starts anew.</summary>
    private const double SecondsBetweenFrames = 1;

    private readonly BitPath _path = new(setup.CreateModem(), setup.Channel, setup.Csi);
    private readonly byte[] _sent = new byte[setup.InfoBits];
    private readonly byte[] _decided = new byte[setup.InfoBits];

    public FrameResult Run(long frame)
    {
        var use = new ChannelUse(setup.Seed, setup.User, new TransmissionId(frame), 0, setup.EsN0Db)
        {
            TimeSeconds = frame * SecondsBetweenFrames,
        };
        RandomBits.Fill(use.Key(StreamPurpose.Bits), _sent);
        var decoding = _path.Send(_sent, use, _decided).Decoding;
        var errors = 0;
        for (var i = 0; i < _sent.Length; i++) errors += _sent[i] ^ _decided[i];
        return new FrameResult(_sent.Length, errors, decoding.Iterations);
    }
}
