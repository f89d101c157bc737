using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The perceptual metric LPIPS-P: its backbone learns to read a portrait's parameters off it, and its channel weights
/// to find the nearer of two portraits, as in LPIPS' two-alternative forced choice.
/// </summary>
internal sealed class PerceptualTask : TrainingTask
{
    private const int Triplets = 12, PoolTriplets = 6_000, Members = 3, ReadSide = 8;
    private const double Sharpness = 4;

    /// <summary>
    /// The mean distance of two unrelated portraits, to which the channel weights are scaled at the end.
    /// </summary>
    private const double MeanDistance = 0.5;

    private readonly TrainingOptions options;
    private readonly PortraitPool pool;
    private readonly Lpips metric;
    private readonly Linear reader;
    private readonly Adam adam;

    public PerceptualTask(TrainingOptions options)
    {
        this.options = options;
        pool = new(options.Portraits, "triplets-1", PoolTriplets * Members, 128,
            new PortraitTriplets(PortraitSets.Training).Parameters);
        manual_seed((long)options.Seed);
        var start = new Lpips(LpipsOptions.Small);
        using (no_grad())
        {
            foreach (var conv in start.modules().OfType<Conv2d>()) nn.init.kaiming_normal_(conv.weight);
            foreach (var weight in ChannelWeights(start)) weight.fill_(1.0 / weight.numel());
        }
        metric = KeepShipped(Name, Name, start, options);
        var channels = LpipsOptions.Small.Convs[^1].Channels;
        reader = Keep("reader", nn.Linear(channels * ReadSide * ReadSide, PortraitParameters.Count), options.Device);
        adam = Keep("adam", optim.Adam(metric.parameters().Concat(reader.parameters()), lr: 1e-3));
    }

    public override string Name => "perceptual";

    public override string Method => $"Triplets of rendered portraits ({PoolTriplets}, 128x128): the backbone reads "
        + "all 53 parameters off a portrait (mean squared error), and the channel weights, never negative, are to find "
        + "the one of two portraits whose parameters are nearer to the reference's (cross entropy of the log ratio of "
        + $"the distances). Scaled so that unrelated portraits are {MeanDistance} apart. Trained on drawings: not "
        + "comparable with LPIPS.";

    public override StepResult Advance(TrainingMoment now)
    {
        long[] members = [.. Enumerable.Range(0, Members)
            .SelectMany(m => now.Draw(Triplets, PoolTriplets, options.Seed).Select(t => t * Members + m))];
        var (images, parameters) = pool.Take(members, options.Device);
        var taps = metric.Taps(images);
        var reading = ReadingLoss(taps[^1], parameters);
        var ranking = RankingLoss([.. taps.Select(Lpips.Unit)], parameters);
        Update(adam, reading * 10 + ranking, now.Cosine);
        using (no_grad())
            foreach (var weight in ChannelWeights(metric)) weight.clamp_(min: 0);
        return new(members.Length, [("reading", reading.item<float>()), ("ranking", ranking.item<float>())]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var sampler = new PortraitSampler(PortraitSets.Training);
        var images = PortraitRenderer.Render(sampler.Sample(0, 128)).to(options.Device);
        var mean = metric.call(images[..64], images[64..]).mean().item<float>();
        foreach (var weight in ChannelWeights(metric)) weight.mul_((Scalar)(MeanDistance / mean));
        return [new(Name, metric)];
    }

    public override void Dispose()
    {
        pool.Dispose();
        base.Dispose();
    }

    private Tensor ReadingLoss(Tensor maps, Tensor parameters)
    {
        var flat = nn.functional.adaptive_avg_pool2d(maps, ReadSide).flatten(1);
        var wanted = parameters.clone();
        wanted[.., PortraitParameters.FirstAttribute..].div_((Scalar)(double)FaceAttributes.MaxDegree);
        return (reader.call(flat) - wanted).square().mean();
    }

    private Tensor RankingLoss(Tensor[] taps, Tensor parameters)
    {
        Tensor[][] parts = [.. taps.Select(tap => tap.chunk(Members))];                 // of each tap: one a member
        var truth = parameters.chunk(Members);
        var (first, second) = (DistanceTo(1), DistanceTo(2));
        var nearer = (PortraitTriplets.Distance(truth[0], truth[1])
            - PortraitTriplets.Distance(truth[0], truth[2])).sign();                    // -1 where member 1 is nearer
        var ratio = (second + 1e-8).log() - (first + 1e-8).log();
        return nn.functional.softplus(ratio * nearer * Sharpness).mean();

        Tensor DistanceTo(int member) =>
            metric.Distance([.. parts.Select(part => part[0])], [.. parts.Select(part => part[member])]);
    }

    private static IEnumerable<Parameter> ChannelWeights(Lpips metric) => metric.named_parameters()
        .Where(entry => entry.name.StartsWith("lin", StringComparison.Ordinal)).Select(entry => entry.parameter);
}
