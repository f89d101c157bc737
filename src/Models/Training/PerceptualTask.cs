using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The perceptual metric LPIPS-P: of two portraits the nearer to a third is to be found, as in LPIPS' two-alternative
/// forced choice, for all triplets of a batch; the distances of all pairs are to be proportional to those of their
/// parameters, and the last maps are to tell the parameters. The average over the last steps is shipped.
/// </summary>
internal sealed class PerceptualTask : TrainingTask
{
    private const int Triplets = 16, PoolTriplets = 16_000, Members = 3, ReadSide = 8;
    private const double Sharpness = 4, ProportionWeight = 0.5, ReadingWeight = 20, AverageShare = 0.005;

    /// <summary>A training step compares one pixel in each cell of a grid with so many cells a side.</summary>
    private const int GridSide = 16;

    /// <summary>The mean distance of unrelated portraits, to which channel weights are scaled at the end.</summary>
    private const double MeanDistance = 0.5;

    private readonly PortraitPool pool;
    private readonly Lpips metric, average;
    private readonly Linear reader;
    private readonly Adam adam;

    public PerceptualTask(TrainingOptions options) : base(options)
    {
        pool = Own(new PortraitPool(Options.Portraits, "triplets-1", PoolTriplets * Members, 128,
            new PortraitTriplets(PortraitSets.Training).Parameters));
        manual_seed((long)Options.Seed);
        metric = KeepShipped("metric", Name, LpipsStart.New());
        average = Keep("average", new Lpips(LpipsOptions.Small));
        average.load_state_dict(metric.state_dict());
        if (NativePrecision.HasBFloat16(Options.Device)) metric.Precision = ScalarType.BFloat16;
        var channels = LpipsOptions.Small.Convs[^1].Channels;
        reader = Keep("reader", nn.Linear(channels * ReadSide * ReadSide, PortraitParameters.Count));
        adam = KeepOptimizer("adam", optim.Adam(metric.parameters().Concat(reader.parameters()), lr: 2e-3));
    }

    public override string Name => "perceptual";

    public override string Method => $"Triplets of rendered portraits ({PoolTriplets}, 128x128). The metric is to find "
        + "the one of two portraits whose parameters are nearer to a third's, within the triplets and among all those "
        + "of a batch (cross entropy of the log ratio of the distances); the distances of all pairs are to be "
        + $"proportional to the parameters' squared distances (variance of the log ratio, weight {ProportionWeight}), "
        + $"and the last maps to tell all 53 parameters (mean squared error, weight {ReadingWeight}). Channel weights "
        + "are never negative. Shipped is the average over the last steps, scaled so that unrelated portraits are "
        + $"{MeanDistance} apart. Trained on drawings: not comparable with LPIPS.";

    public override StepResult Advance(TrainingMoment now)
    {
        long[] members = [.. now.Draw(Triplets, PoolTriplets, Options.Seed)
            .SelectMany(t => Enumerable.Range(0, Members).Select(m => t * Members + m))];
        var (images, parameters) = pool.Take(members, Options.Device);
        var taps = metric.Taps(images);
        var same = eye(members.Length, device: Options.Device);
        var said = (SquaredDistances(taps, now.Step) + same + 1e-6).log();                         // [N, N]
        var truth = (PortraitTriplets.SquaredDistances(parameters) + same + 1e-6).log();
        var ranking = RankingLoss(WithinTriplets(said), WithinTriplets(truth)) + RankingLoss(said, truth);
        var proportion = (said - truth)[same.logical_not()].var();
        var reading = ReadingLoss(taps[^1].to_type(ScalarType.Float32), parameters);
        Update(adam, ranking + proportion * ProportionWeight + reading * ReadingWeight, now.Cosine);
        using (no_grad())
            foreach (var weight in metric.ChannelWeights) weight.clamp_(min: 0);
        MoveAverage(average, metric, AverageShare, now.Step);
        return new(members.Length,
        [
            ("ranking", ranking.item<float>()),
            ("proportion", proportion.item<float>()),
            ("reading", reading.item<float>()),
        ]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var sampler = new PortraitSampler(PortraitSets.Training);
        var images = PortraitRenderer.Render(sampler.Sample(0, 128)).to(Options.Device);
        var mean = average.call(images[..64], images[64..]).mean().item<float>();
        foreach (var weight in average.ChannelWeights) weight.mul_((Scalar)(MeanDistance / mean));
        return [new(Name, average)];
    }

    /// <summary>
    /// The metric [N, N] between all images, estimated on a grid of pixels that another step places elsewhere.
    /// </summary>
    private Tensor SquaredDistances(IReadOnlyList<Tensor> taps, long step)
    {
        var sum = zeros(1, device: Options.Device);
        foreach (var (tap, weight) in taps.Zip(metric.ChannelWeights))
        {
            var stride = Math.Max(1, tap.shape[2] / GridSide);
            var (x, y) = (step % stride, step / stride % stride);
            var grid = tap[.., .., TensorIndex.Slice(y, null, stride), TensorIndex.Slice(x, null, stride)];
            var pixels = Lpips.Unit(grid.to_type(ScalarType.Float32)).permute(0, 2, 3, 1);         // [N, h, w, C]
            var rows = (pixels * (weight + 1e-12).sqrt()).flatten(1);
            var products = rows.mm(rows.t());
            var squares = products.diagonal();
            var distances = squares.unsqueeze(0) + squares.unsqueeze(1) - products * 2;
            sum = sum + distances.relu() / (pixels.shape[1] * pixels.shape[2]);
        }
        return sum;
    }

    private Tensor ReadingLoss(Tensor maps, Tensor parameters) =>
        (reader.call(maps.flatten(1)) - PortraitTriplets.Fractions(parameters)).square().mean();

    /// <summary>Of a matrix [N, N] the blocks of the triplets, [triplet, member, member].</summary>
    private static Tensor WithinTriplets(Tensor pairs) =>
        pairs.view(Triplets, Members, Triplets, Members).diagonal(0, 0, 2).permute(2, 0, 1);

    /// <summary>Log distances [..., N, N]: each image is the reference of all others, two by two.</summary>
    private static Tensor RankingLoss(Tensor said, Tensor truth)
    {
        var other = 1 - eye(said.shape[^1], device: said.device);
        var distinct = other.unsqueeze(2) * other.unsqueeze(1) * other.unsqueeze(0);
        var nearer = Ratio(truth).sign();                                            // -1 where the first is nearer
        var losses = nn.functional.softplus(Ratio(said) * nearer * -Sharpness) * distinct;
        return losses.sum() / distinct.expand_as(losses).sum();

        static Tensor Ratio(Tensor logs) => logs.unsqueeze(-1) - logs.unsqueeze(-2);  // [..., reference, first, second]
    }
}
