using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Several channels that act on the same symbols.</summary>
public sealed record ChainOptions
{
    public const int MaxChannels = 255;

    [Parameter("The channels, each an object with a \"type\" and its own parameters.", MaxCount = MaxChannels)]
    public IReadOnlyList<IChannel> Channels { get; init; } = [];
}

/// <summary>
/// Imposes its channels one after another: gains multiply, impulse responses convolve, noise weights multiply,
/// interference adds up, the lowest clipping level holds.
/// </summary>
public sealed class ChainChannel : IChannel
{
    public const string Name = "chain";
    private readonly IChannel[] channels;

    public ChainChannel(ChainOptions options)
    {
        channels = [.. options.Channels.SelectMany(Flatten)];
        if (channels.Length is 0 or > ChainOptions.MaxChannels)
        {
            throw new ChannelOptionException($"{Name}: 'channels' lists {channels.Length} channels: " +
                $"give 1 to {ChainOptions.MaxChannels}, for example [\"rayleigh\", \"phase-noise\"].");
        }
    }

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        for (var stage = 0; stage < channels.Length; stage++)
            channels[stage].Impose(use with { Stage = (byte)stage }, realisation);
    }

    /// <summary>A chain in a chain gives its channels, so that each has a stage number of its own.</summary>
    private static IChannel[] Flatten(IChannel channel) => channel is ChainChannel chain ? chain.channels : [channel];
}
