using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Rayleigh fading: no line of sight, |h| Rayleigh distributed with mean square 1.</summary>
public sealed record RayleighOptions
{
    [Parameter(BlockFading.Summary, Min = 0, Max = BlockFading.MaxSymbols, Unit = "symbols")]
    public int BlockSymbols { get; init; } = 1;
}

/// <summary>Rayleigh fading with an independent gain for each block of symbols.</summary>
public sealed class RayleighChannel(RayleighOptions options) : IChannel
{
    public const string Name = "rayleigh";
    private readonly int blockSymbols = OptionRules.Checked(Name, options).BlockSymbols;

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var fading = realisation.Scratch();
        var coherence = BlockFading.Fill(use.Key(StreamPurpose.Fading), fading, blockSymbols);
        realisation.Fade(fading, coherence);
    }
}
