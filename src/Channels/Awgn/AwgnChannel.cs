namespace EditableDeepSC.Channels;

/// <summary>White Gaussian noise and nothing else: a realisation begins as exactly that.</summary>
public sealed class AwgnChannel : IChannel
{
    public void Impose(in ChannelUse use, Realisation realisation)
    {
        // Unit gain and white noise are where every realisation starts.
    }
}
