using EditableDeepSC.Channels;

namespace EditableDeepSC.Host.Jecc;

/// <summary>What <c>eds send</c> is to do.</summary>
/// <param name="Image">A picture file, or null for a drawn portrait.</param>
/// <param name="Portrait">The portrait's number.</param>
/// <param name="Text">The sentence.</param>
/// <param name="SnrDb">SNR of the link, dB.</param>
/// <param name="ChannelName">The channel's name.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Adapter">nearest, none, or an SNR in dB.</param>
/// <param name="Iterative">False for the ablation: one move instead of iterative matching.</param>
/// <param name="Seed">Of the channel.</param>
internal sealed record SendOptions(FileInfo? Image, long Portrait, string Text, double SnrDb, string ChannelName,
    IChannel Channel, string Adapter, bool Iterative, Seed Seed)
{
    public const string NearestAdapter = "nearest", NoAdapter = "none";
}
