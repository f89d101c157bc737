using EditableDeepSC.Models.Networks;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Jecc;

/// <summary>
/// A_CE or A_CD of eq. 16 and 17: a vector [N, k] plus what a narrow pair of fully connected layers with a gain for
/// each of their channels makes of it. A channel's gain is the level of all plus a tilt of its own, so that few images
/// suffice to find it. With gains of zero it changes nothing.
/// </summary>
public sealed class ChannelAdapter : nn.Module<Tensor, Tensor>
{
    private readonly Parameter down;    // [rank, k]
    private readonly Parameter level;   // [1]
    private readonly Parameter tilt;    // [rank]
    private readonly Parameter up;      // [k, rank]
    private readonly Parameter bias;    // [k]

    /// <summary>Starts as no change. The gains will act upon the rows of orthonormal directions [rank, k].</summary>
    public ChannelAdapter(Tensor directions) : base(nameof(ChannelAdapter))
    {
        var (rank, size) = (directions.shape[0], directions.shape[1]);
        using (no_grad())
        {
            (down, up) = (new Parameter(directions.contiguous().clone()), new Parameter(directions.t().contiguous()));
            (level, tilt, bias) = (new Parameter(zeros(1)), new Parameter(zeros(rank)), new Parameter(zeros(size)));
        }
        register_parameter(nameof(down), down);
        register_parameter(nameof(level), level);
        register_parameter(nameof(tilt), tilt);
        register_parameter(nameof(up), up);
        register_parameter(nameof(bias), bias);
        this.Kept();
    }

    /// <summary>An empty one, for weights to be loaded into.</summary>
    public ChannelAdapter(int rank, int size) : this(zeros(rank, size)) { }

    /// <summary>An adapter between two: each number a share (0..1) of the way from the first to the second.</summary>
    public static ChannelAdapter Between(ChannelAdapter first, ChannelAdapter second, double share)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var mixed = new ChannelAdapter((int)first.down.shape[0], (int)first.down.shape[1]);
        mixed.to(first.down.device).Kept();
        foreach (var ((own, low), high) in mixed.parameters().Zip(first.parameters()).Zip(second.parameters()))
            own.copy_(low * (1 - share) + high * share);
        return mixed;
    }

    /// <summary>An adapter that changes what lies along a direction [k] by a gain, and adds a vector [k].</summary>
    internal static ChannelAdapter Along(Tensor direction, double gain, Tensor vector)
    {
        using var quiet = no_grad();
        var adapter = new ChannelAdapter(direction.unsqueeze(0).cpu());
        adapter.level.fill_(gain);
        adapter.bias.copy_(vector);
        return adapter.to(direction.device).Kept();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = Rows.Linear(input, down) * (level + tilt);                           // [N, rank]
        return (input + Rows.Linear(inner, up) + bias).MoveToOuterDisposeScope();
    }

    /// <summary>Vectors [N, k], each through an adapter of its own.</summary>
    public static Tensor Apply(Tensor vectors, IReadOnlyList<ChannelAdapter> each)
    {
        using var scope = NewDisposeScope();
        return cat([.. each.Select((adapter, row) => adapter.call(vectors.narrow(0, row, 1)))], 0)
            .MoveToOuterDisposeScope();
    }
}

/// <summary>The two adapters that were fine-tuned together for one SNR.</summary>
public sealed class AdapterPair : nn.Module
{
    /// <summary>The inner width of an adapter.</summary>
    public const int Rank = 64;

    /// <summary>Of the power, what <see cref="RemovingMean"/> leaves to the mean.</summary>
    private const double MeanShare = 0.05;

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
    /// What latent vectors [N, k] of unit power share, the direction of their mean, is sent with little power, enough
    /// to tell how strong it is beside the rest; the receiver restores it as well as is possible linearly (LMMSE) at an
    /// SNR, dB. Nothing is trained.
    /// </summary>
    public static AdapterPair RemovingMean(Tensor latents, double snrDb)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var mean = latents.mean([0]);
        var direction = mean / mean.norm();
        var along = latents.mv(direction);                                               // [N]
        var rest = (latents.square().sum([1]) - along.square()).clamp_min(0).sqrt();     // [N]
        var kept = (Math.Sqrt(MeanShare / (1 - MeanShare)) * rest.mean() / along.mean()).item<float>();
        var wanted = along * Math.Sqrt(latents.shape[1]) / ((along * kept).square() + rest.square()).sqrt();
        var (middle, variance) = (wanted.mean().item<float>(), wanted.var().item<float>());
        // An MMSE equaliser gives a x plus noise of variance a (1 - a), a = snr / (1 + snr).
        var a = 1 / (1 + Math.Pow(10, -snrDb / 10));
        var gain = a * kept * variance / (a * a * kept * kept * variance + a * (1 - a));
        return new(ChannelAdapter.Along(direction, kept - 1, zeros_like(mean)),
            ChannelAdapter.Along(direction, gain - 1, direction * (middle * (1 - gain * a * kept))));
    }

    /// <summary>
    /// A pair that changes nothing yet; its gains are those of the directions of z that the generator's first layer
    /// tells apart best.
    /// </summary>
    public static AdapterPair For(Networks.Generator generator)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (_, _, directions) = linalg.svd(generator.FirstMatrix.cpu());                // [latent, latent]
        var chosen = directions[..Rank];
        return new(new ChannelAdapter(chosen), new ChannelAdapter(chosen));
    }
}
