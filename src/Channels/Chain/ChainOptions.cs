namespace EditableDeepSC.Channels;

/// <summary>Several channels that act on the same symbols.</summary>
public sealed record ChainOptions
{
    public const int MaxChannels = 255;

    [Parameter("The channels, each an object with a \"type\" and its own parameters.", MaxCount = MaxChannels)]
    public IReadOnlyList<IChannel> Channels { get; init; } = [];
}
