using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Networks;
using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// LPIPS-P on a user's faces, of which no parameters are known: a picture mixed with more of another one, or blurred or
/// disturbed more, is to be farther from the original than one with less, as in LPIPS' two-alternative forced choice.
/// </summary>
internal sealed class FacePerceptualTask : TrainingTask
{
    private const int Batch = 16;
    private const double Sharpness = 4, AverageShare = 0.005, MostNoise = 0.4, MeanDistance = 0.5;

    private readonly FaceSource faces;
    private readonly Lpips metric, average;
    private readonly Adam adam;

    public FacePerceptualTask(TrainingOptions options) : base(options)
    {
        faces = Own(FaceSource.Open(options, FaceSplit.Training, Batch));
        LearnsFrom(faces.Set);
        manual_seed((long)Options.Seed);
        metric = KeepShipped("metric", Name, LpipsStart.New());
        average = Keep("average", new Lpips(LpipsOptions.Small));
        average.load_state_dict(metric.state_dict());
        adam = KeepOptimizer("adam", optim.Adam(metric.parameters(), lr: 2e-3));
    }

    public override string Name => "perceptual";

    public override string Method => $"{faces.Items.Count:N0} pictures of a folder. Of two versions of a picture, moved "
        + "and changed in their colours, blurred, noisy or mixed with another picture to different degrees, the one that "
        + "is changed less is to be nearer (cross entropy of the log ratio of the distances). Channel weights are never "
        + $"negative. Shipped is the average over the last steps, scaled so that unrelated pictures are {MeanDistance} "
        + "apart. Not comparable with LPIPS.";

    public override StepResult Advance(TrainingMoment now)
    {
        var images = faces.Loader.Take(now.Step, Options.Device).Images;
        var (little, much) = (rand(Batch, 1, 1, 1).to(Options.Device), rand(Batch, 1, 1, 1).to(Options.Device));
        var near = Changed(images, minimum(little, much), now.Step);
        var far = Changed(images, maximum(little, much), now.Step);
        var wanted = metric.Features(images);
        var ratio = (metric.Distance(metric.Features(near), wanted) + 1e-6).log()
            - (metric.Distance(metric.Features(far), wanted) + 1e-6).log();
        var ranking = nn.functional.softplus(ratio * Sharpness).mean();
        Update(adam, ranking, now.Cosine);
        using (no_grad())
            foreach (var weight in metric.ChannelWeights) weight.clamp_(min: 0);
        MoveAverage(average, metric, AverageShare, now.Step);
        var right = (ratio < 0).to_type(ScalarType.Float32).mean();
        return new(Batch, [("ranking", ranking.item<float>()), ("right", right.item<float>())]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var images = faces.Loader.Take(0, Options.Device).Images;
        var mean = average.call(images, images.roll(1, 0)).mean().item<float>();
        foreach (var weight in average.ChannelWeights) weight.mul_((Scalar)(MeanDistance / mean));
        return [new(Name, average)];
    }

    /// <summary>Changed in one of three ways by a share [N, 1, 1, 1] of 0..1.</summary>
    private static Tensor Changed(Tensor images, Tensor share, long step)
    {
        var side = images.shape[3];
        return (step % 3) switch
        {
            0 => images.lerp(images.roll(1, 0), share),
            1 => images + randn_like(images) * share * MostNoise,
            _ => images.lerp(AreaResize.AtLeast(AreaResize.AtMost(images, side / 4), side), share),
        };
    }
}

/// <summary>What a perceptual metric is before training.</summary>
internal static class LpipsStart
{
    public static Lpips New()
    {
        var start = new Lpips(LpipsOptions.Small);
        using var quiet = no_grad();
        foreach (var conv in start.modules().OfType<Conv2d>()) nn.init.kaiming_normal_(conv.weight);
        foreach (var weight in start.ChannelWeights) weight.fill_(1.0 / weight.numel());
        return start;
    }
}
