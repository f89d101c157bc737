using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using MathNet.Numerics.Distributions;

namespace EditableDeepSC.Channels.Channels;

/// <summary>Nakagami-m fading: |h|^2 is gamma distributed with shape m and mean 1; m = 1 is Rayleigh.</summary>
public sealed record NakagamiOptions
{
    [Parameter("Shape m of the fading: the larger, the milder.", Min = 0.5, Max = 1000)]
    public double M { get; init; } = 2;

    [Parameter(BlockFading.Summary, Min = 0, Max = BlockFading.MaxSymbols, Unit = "symbols")]
    public int BlockSymbols { get; init; } = 1;
}

/// <summary>Nakagami-m fading with uniform phase and an independent gain for each block of symbols.</summary>
public sealed class NakagamiChannel(NakagamiOptions options) : IChannel
{
    public const string Name = "nakagami";
    private readonly NakagamiOptions options = OptionRules.Checked(Name, options);

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
