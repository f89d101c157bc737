using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>The two adapters that were fine-tuned together for one SNR.</summary>
public sealed class AdapterPair : nn.Module
{
    /// <summary>The inner width of an adapter.</summary>
    public const int Rank = 64;

    private readonly ChannelAdapter encoder, decoder;

    internal AdapterPair(ChannelAdapter encoder, ChannelAdapter decoder) : base(nameof(AdapterPair))
    {
        (this.encoder, this.decoder) = (encoder, decoder);
        register_module(nameof(encoder), encoder);
        register_module(nameof(decoder), decoder);
    }

    /// <summary>A_CE.</summary>
    public ChannelAdapter Encoder => encoder;

    /// <summary>A_CD.</summary>
    public ChannelAdapter Decoder => decoder;

    /// <summary>
    /// A pair that changes nothing yet; its gains are those of the directions of z that the generator's first layer
    /// tells apart best.
    /// </summary>
    public static AdapterPair For(Networks.Generator generator)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var first = generator.Mapping.parameters().First();                              // [latent, latent]
        var (_, _, directions) = linalg.svd(first.cpu());
        var chosen = directions[..Rank];
        return new(new ChannelAdapter(chosen), new ChannelAdapter(chosen));
    }
}
