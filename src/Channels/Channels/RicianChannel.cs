using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Rician fading: a line of sight and scatter around it, mean square 1 in all.</summary>
public sealed record RicianOptions
{
    [Parameter("Power of the line of sight over that of the scatter.", Min = -40, Max = 60, Unit = "dB")]
    public double KFactorDb { get; init; } = 6;

    [Parameter(BlockFading.Summary, Min = 0, Max = BlockFading.MaxSymbols, Unit = "symbols")]
    public int BlockSymbols { get; init; } = 1;
}

/// <summary>Rician fading with an independent gain for each block of symbols; the line of sight has phase 0.</summary>
public sealed class RicianChannel : IChannel
{
    public const string Name = "rician";
    private readonly int blockSymbols;
    private readonly double scatterPower;
    private readonly float lineOfSight;

    public RicianChannel(RicianOptions options)
    {
        OptionRules.Check(Name, options);
        var k = Decibels.ToRatio(options.KFactorDb);
        blockSymbols = options.BlockSymbols;
        scatterPower = 1 / (k + 1);
        lineOfSight = (float)Math.Sqrt(k / (k + 1));
    }

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var fading = realisation.Scratch();
        var coherence = BlockFading.Fill(use.Key(StreamPurpose.Fading), fading, blockSymbols, scatterPower);
        foreach (ref var real in fading.Real) real += lineOfSight;
        realisation.Fade(fading, coherence);
    }
}
