namespace EditableDeepSC.Channels;

/// <summary>Rayleigh fading with an independent gain for each block of symbols.</summary>
public sealed class RayleighChannel : IChannel
{
    public const string Name = "rayleigh";
    private readonly int blockSymbols;

    public RayleighChannel(RayleighOptions options)
    {
        OptionRules.Check(Name, options);
        blockSymbols = options.BlockSymbols;
    }

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var fading = realisation.Scratch();
        var coherence = BlockFading.Fill(use.Key(StreamPurpose.Fading), fading, blockSymbols);
        realisation.Fade(fading, coherence);
    }
}
