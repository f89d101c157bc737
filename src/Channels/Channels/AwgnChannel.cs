using EditableDeepSC.Channels.Links;

namespace EditableDeepSC.Channels.Channels;

/// <summary>White noise alone: there is nothing to choose.</summary>
public sealed record AwgnOptions;

/// <summary>White Gaussian noise and nothing else.</summary>
public sealed class AwgnChannel : IChannel
{
    public const string Name = "awgn";

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        // Unit gain and white noise are where every realisation starts.
    }
}
