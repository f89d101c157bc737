using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Networks;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The attribute predictor P. A degree between two labels is taught as both in proportion; blur and noise keep the
/// network from reading what a generator cannot draw.
/// </summary>
internal class PredictorTask : TrainingTask
{
    private const double MostNoise = 0.08;

    private readonly DegreeSource source;
    private readonly AttributePredictor predictor;
    private readonly AdamW adam;

    public PredictorTask(TrainingOptions options) : this(options, "predictor", AttributePredictorOptions.Small,
        options.Faces is null ? DegreeSource.OfPortraits(options) : DegreeSource.OfFaces(options, FaceSplit.Training))
    {
    }

    protected PredictorTask(TrainingOptions options, string name, AttributePredictorOptions size, DegreeSource source)
        : base(options)
    {
        (Name, this.source) = (name, source);
        Own(source.Owner);
        if (source.Owner is FaceSource faces) LearnsFrom(faces.Set, labels: true);
        manual_seed((long)Options.Seed);
        predictor = KeepShipped(name, name, new AttributePredictor(size));
        adam = KeepOptimizer("adam", optim.AdamW(predictor.parameters(), lr: 2e-3, weight_decay: 1e-2));
    }

    public override string Name { get; }

    public override string Method => $"Cross entropy of the five degrees over {source.Description}. Half of each batch "
        + "is mirrored and blurred to a quarter to three quarters of its pixels a side, all with noise of up to "
        + $"{MostNoise} of the range -1..1.";

    public override StepResult Advance(TrainingMoment now)
    {
        predictor.train();
        var (images, degrees) = source.Take(now);
        var logits = predictor.call(AttributePredictor.Normalize(Disturbed(images)));
        var losses = logits.Select((head, i) => SoftCrossEntropy(head, degrees.select(1, i))).ToList();
        Update(adam, stack(losses).mean(), now.Cosine);
        return new(DegreeSource.Batch, [.. FaceAttributes.All.Select((attribute, i) =>
            (attribute.ToString().ToLowerInvariant(), (double)losses[i].item<float>()))]);
    }

    public override IReadOnlyList<ShippedNetwork> Finish() => [new(Name, predictor)];

    private static Tensor SoftCrossEntropy(Tensor logits, Tensor degrees)
    {
        var classes = arange(FaceAttributes.DegreeCount, ScalarType.Float32, degrees.device);
        var shares = (1 - (degrees.unsqueeze(1) - classes).abs()).clamp_min(0);          // [N, 6], a row sums to 1
        return -(shares * logits.log_softmax(1)).sum(dim: 1).mean();
    }

    private static Tensor Disturbed(Tensor images)
    {
        var halves = images.chunk(2);
        var size = images.shape[3] * (4 + randint(9, 1).item<long>()) / 16;
        var blurred = nn.functional.interpolate(
            nn.functional.interpolate(halves[0].flip(3), [size, size], mode: InterpolationMode.Area),
            [images.shape[2], images.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
        var all = cat([blurred, halves[1]], 0);
        var noise = rand(images.shape[0], 1, 1, 1, device: images.device) * MostNoise;
        return all + randn_like(all) * noise;
    }
}
