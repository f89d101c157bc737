using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Baselines;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// DeepSC at the paper's SNRs, one network each: pictures through encoder, white noise and decoder are to come out as
/// they went in, by eq. 8's measure. All begin as one network that has seen every SNR.
/// </summary>
internal sealed class DeepScTask : TrainingTask
{
    private const int Batch = 4, PoolSize = GeneratorTask.Pairs * PortraitPairs.Members, SampleColumns = 5, StartPortraits = 480;
    private const double SharedShare = 0.6;
    private static readonly IReadOnlyList<double> SnrsDb = AdapterSet.PaperSnrsDb;

    private readonly PortraitPool pool;
    private readonly Lpips perceptual;
    private readonly DeepScSet set;
    private readonly Adam adam;
    private readonly Transmission link = new(new AwgnChannel());

    public DeepScTask(TrainingOptions options) : base(options)
    {
        pool = Own(new PortraitPairs(PortraitSets.Training).Pool(Options.Portraits, GeneratorTask.Pairs));
        perceptual = Fixed(PriorNetworks.Perceptual);
        manual_seed((long)Options.Seed);
        set = KeepShipped(Name, Name, new DeepScSet(SnrsDb));
        if (!options.FromShipped) Begin();
        adam = KeepOptimizer("adam", optim.Adam(set.parameters(), lr: 1e-3));
    }

    public override string Name => "deepsc";

    public override string Evaluation => "paper";

    public override string Method => "DeepSC for pictures ([6] of the paper, which gives no architecture; this one is "
        + "inferred, see `src/Models/Networks/DeepSc.cs`), a network for each of "
        + $"{string.Join(", ", SnrsDb)} dB: the generator's {PoolSize:N0} portraits at 128x128, in batches of {Batch}, "
        + "become 4,096 real symbols of unit power (ratio 0.0833), go through an AWGN channel of that SNR, and are to "
        + "come out again (mean squared error + LPIPS-P; Adam, learning rate 0.001 at first, falling as a cosine). For "
        + $"the first {SharedShare:P0} of the budget one network, which begins as the best linear code of single blocks of 8 "
        + "pixels, sees a random one of these SNRs in each step, and all start from it.";

    public override StepResult Advance(TrainingMoment now)
    {
        var (images, _) = pool.Take(now.Draw(Batch, PoolSize, Options.Seed), Options.Device);
        var wanted = perceptual.Features(images);
        var isShared = now.Progress < SharedShare && !Options.FromShipped;
        int[] snrs = isShared ? [(int)(SnrsDb.Count * rand(1).item<float>())] : [.. Enumerable.Range(0, SnrsDb.Count)];
        var losses = snrs.Select(snr =>
        {
            var network = set.Networks[isShared ? 0 : snr];
            var received = link.Send(network.call(images), SnrsDb[snr], new Seed(Options.Seed), new UserId(snr), now.Step * Batch);
            var made = network.Decode(received);
            var error = (made - images).square().mean();
            return (Error: error, Loss: error + perceptual.Distance(perceptual.Features(made), wanted).mean());
        }).ToArray();
        Update(adam, stack(losses.Select(one => one.Loss)).sum(), now.Cosine);
        if (isShared) foreach (var network in set.Networks.Skip(1)) network.load_state_dict(set.Networks[0].state_dict());
        return new(Batch * snrs.Length, [("loss", losses.Average(one => one.Loss.item<float>())),
            .. snrs.Zip(losses, (snr, one) =>
                (isShared ? "psnr" : $"psnr{AdapterSet.NameOf(SnrsDb[snr])}", PsnrDb(one.Error)))]);
    }

    public override Tensor Sample()
    {
        using var scope = NewDisposeScope();
        var images = PortraitRenderer.Render(new PortraitSampler(PortraitSets.Development).Sample(0, SampleColumns))
            .to(Options.Device);
        var rows = set.Networks.Select((network, snr) => network.Decode(
            link.Send(network.call(images), SnrsDb[snr], new Seed(0), new UserId(snr), 0))).Prepend(images);
        return cat([.. rows.Select(row => cat([.. row.unbind(0)], 2))], 1).MoveToOuterDisposeScope();
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(DeepScSet.FileName, set)];

    private void Begin()
    {
        using var scope = NewDisposeScope();
        var (images, _) = pool.Take([.. Enumerable.Range(0, StartPortraits).Select(i => (long)i)], Options.Device);
        DeepScStart.Fill(set.Networks[0], images);
    }

    private static double PsnrDb(Tensor error) => 10 * Math.Log10(4 / error.item<float>());
}
