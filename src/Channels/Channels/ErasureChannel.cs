using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Symbols that are lost, and known to be lost.</summary>
public sealed record ErasureOptions
{
    [Parameter("Chance of each symbol to be lost.", Min = 0, Max = 1)]
    public double Probability { get; init; } = 0.05;
}

/// <summary>Loses symbols independently: their gain is 0 and the receiver sees that it is.</summary>
public sealed class ErasureChannel(ErasureOptions options) : IChannel
{
    public const string Name = "erasure";
    private readonly double probability = OptionRules.Checked(Name, options).Probability;

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var key = use.Key(StreamPurpose.State);
        var symbol = -1L;
        for (var draw = 0u; ; draw++)
        {
            symbol += GeometricLength.Draw(key.Uniform(draw), probability);
            if (symbol >= use.SymbolCount) return;
            realisation.Erase((int)symbol);
        }
    }
}
