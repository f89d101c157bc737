namespace EditableDeepSC.Channels;

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
