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
            (down, up) = (new Parameter(directions.clone()), new Parameter(directions.t().contiguous()));
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

    /// <summary>An adapter that adds a vector [k] and does nothing else.</summary>
    internal static ChannelAdapter Adding(Tensor vector)
    {
        using var quiet = no_grad();
        var adapter = new ChannelAdapter(1, (int)vector.shape[0]);
        adapter.bias.copy_(vector);
        return adapter.to(vector.device).Kept();
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
    /// The least that a pair can know: what latent vectors [N, k] of unit power share is not sent, and the receiver adds it
    /// again, to what it hears of the rest at the power that the rest has on the average.
    /// </summary>
    public static AdapterPair RemovingMean(Tensor latents)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var mean = latents.mean([0]);
        var deviation = (latents - mean).square().mean().sqrt();
        // The generator begins with a pixel norm, so mean + deviation x and mean / deviation + x give one picture.
        return new(ChannelAdapter.Adding(-mean), ChannelAdapter.Adding(mean / deviation));
    }

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
