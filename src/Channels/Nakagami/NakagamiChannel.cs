using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Channels;

/// <summary>Nakagami-m fading with uniform phase and an independent gain for each block of symbols.</summary>
public sealed class NakagamiChannel : IChannel
{
    public const string Name = "nakagami";
    private readonly NakagamiOptions options;

    public NakagamiChannel(NakagamiOptions options)
    {
        OptionRules.Check(Name, options);
        this.options = options;
    }

    public void Impose(in ChannelUse use, Realisation realisation)
    {
        var fading = realisation.Scratch();
        var blockLength = BlockFading.Length(fading, options.BlockSymbols);
        var random = realisation.Random(use.Key(StreamPurpose.Fading));
        for (var block = 0; block < BlockFading.Count(fading, blockLength); block++)
        {
            var amplitude = Math.Sqrt(Gamma.Sample(random, options.M, options.M));
            var (sine, cosine) = Math.SinCos(Math.Tau * random.NextDouble());
            fading.Real[block] = (float)(amplitude * cosine);
            fading.Imaginary[block] = (float)(amplitude * sine);
        }
        BlockFading.Spread(fading, blockLength);
        realisation.Fade(fading, blockLength);
    }
}
