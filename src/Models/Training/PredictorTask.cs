using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// The attribute predictor P. A degree between two labels is taught as both in proportion; blur and noise keep the
/// network from reading what a generator cannot draw.
/// </summary>
internal class PredictorTask : TrainingTask
{
    protected const int Batch = 32;
    private const int PoolSize = 16_000;
    private const double MostNoise = 0.08;

    private readonly Func<TrainingMoment, (Tensor Images, Tensor Parameters)> take;
    private readonly string description;
    private readonly AttributePredictor predictor;
    private readonly AdamW adam;

    public PredictorTask(TrainingOptions options) : this(options, "predictor", AttributePredictorOptions.Small,
        PortraitPool.OfNormals(options.Portraits, PortraitSets.Training, PoolSize))
    {
    }

    private PredictorTask(TrainingOptions options, string name, AttributePredictorOptions size, PortraitPool pool)
        : this(options, name, size, pool, now => pool.Take(now.Draw(Batch, PoolSize, options.Seed), options.Device),
            $"{PoolSize:N0} rendered portraits at 128x128")
    {
    }

    protected PredictorTask(TrainingOptions options, string name, AttributePredictorOptions size, IDisposable pool,
        Func<TrainingMoment, (Tensor Images, Tensor Parameters)> take, string description) : base(options)
    {
        (Name, this.take, this.description) = (name, take, description);
        Own(pool);
        manual_seed((long)Options.Seed);
        predictor = KeepShipped(name, name, new AttributePredictor(size));
        adam = KeepOptimizer("adam", optim.AdamW(predictor.parameters(), lr: 2e-3, weight_decay: 1e-2));
    }

    public override string Name { get; }

    public override string Method => $"Cross entropy of the five degrees over {description}, half of them with whole "
        + "degrees, the others with degrees between two labels, taught as both in proportion. Half of each batch is "
        + "mirrored, half blurred to 32..96 pixels, all with noise of up to "
        + $"{MostNoise} of the range -1..1.";

    public override StepResult Advance(TrainingMoment now)
    {
        predictor.train();
        var (images, parameters) = take(now);
        var logits = predictor.call(AttributePredictor.Normalize(Disturbed(images)));
        var degrees = parameters[.., PortraitParameters.FirstAttribute..];
        var losses = logits.Select((head, i) => SoftCrossEntropy(head, degrees.select(1, i))).ToList();
        Update(adam, stack(losses).mean(), now.Cosine);
        return new(Batch, [.. FaceAttributes.All.Select((attribute, i) =>
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
        var size = 32 + 8 * (long)randint(9, 1).item<long>();
        var blurred = nn.functional.interpolate(
            nn.functional.interpolate(halves[0].flip(3), [size, size], mode: InterpolationMode.Area),
            [images.shape[2], images.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
        var all = cat([blurred, halves[1]], 0);
        var noise = rand(images.shape[0], 1, 1, 1, device: images.device) * MostNoise;
        return all + randn_like(all) * noise;
    }
}
