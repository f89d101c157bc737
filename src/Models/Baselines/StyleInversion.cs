using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Jecc;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Baselines;

/// <summary>How Talk2Edit inverts and edits; the defaults are those of its public code.</summary>
public sealed record Talk2EditOptions
{
    /// <summary>As published.</summary>
    public static Talk2EditOptions Full { get; } = new();

    /// <summary>110 iterations with a frozen generator.</summary>
    public static Talk2EditOptions Lite { get; } = new() { Iterations = 110, TunesGenerator = false };

    public static Talk2EditOptions Of(Talk2EditForm form) => form == Talk2EditForm.Full ? Full : Lite;

    /// <summary>Iterations of an inversion, 1 or more.</summary>
    public int Iterations { get; init; } = 600;

    /// <summary>Whether the generator is tuned for the picture beside w.</summary>
    public bool TunesGenerator { get; init; } = true;

    /// <summary>Moves without a new label after which a walk ends.</summary>
    public int MaxTrials { get; init; } = 100;
}

/// <summary>
/// Talk-to-Edit's inversion (utils/inversion_utils.py): one w, from the mean of the styles, by Adam under noise that
/// fades, LPIPS + MSE as eq. 8; the generator's synthesis may be tuned at the same time, and stays so for the edit.
/// </summary>
internal sealed class StyleInversion
{
    private const int Samples = 10_000, ComparedSide = 256;
    private const double Rate = 0.1, GeneratorRate = 1e-4, RampUp = 0.05, RampDown = 0.25;
    private const double Noise = 0.05, NoisyShare = 0.75;
    private static readonly PhiloxKey SampleKey =
        new(new Seed(0), StreamPurpose.InversionStart, default, default, Stage: 2);

    private static readonly PhiloxKey NoiseKey = SampleKey with { Stage = 3 };

    private readonly JeccNetworks networks;
    private readonly Talk2EditOptions options;
    private readonly float[] mean;
    private readonly double deviation;

    public StyleInversion(JeccNetworks networks, Talk2EditOptions options)
    {
        (this.networks, this.options) = (networks, options);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var size = networks.Generator.Options.LatentSize;
        var z = new float[Samples * size];
        GaussianSamples.Fill(SampleKey, z);
        var w = networks.Generator.Mapping.call(tensor(z, [Samples, size]).to(networks.Device), false);
        var middle = w.mean([0], keepdim: true);
        deviation = Math.Sqrt((w - middle).square().sum().item<float>() / Samples);
        mean = middle.cpu().data<float>().ToArray();
    }

    /// <summary>The w [1, latent] of an image [3, S, S], and J of eq. 8 at the end.</summary>
    /// <param name="image">The target.</param>
    /// <param name="generator">Makes the picture; its synthesis is tuned where the options say so.</param>
    /// <param name="stop">Ends it between two iterations.</param>
    public (Tensor W, double Loss) Invert(Tensor image, Networks.Generator generator, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var target = Compared(image.unsqueeze(0).to(networks.Device));
        var features = networks.Perceptual.Features(target);
        var w = new Parameter(tensor(mean, [1, mean.Length]).to(networks.Device));
        var groups = new List<Adam.ParamGroup> { new([w], lr: Rate) };
        if (options.TunesGenerator) groups.Add(new(Synthesis(generator), lr: GeneratorRate));
        using var adam = optim.Adam(groups);
        var style = adam.ParamGroups.First();
        for (var step = 0; step < options.Iterations; step++)
        {
            stop.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var t = step / (double)options.Iterations;
            style.LearningRate = RateAt(t);
            adam.zero_grad();
            Loss(w + NoiseOf(step, t)).backward();
            adam.step();
        }
        using var quiet = no_grad();
        return (w.detach().clone().MoveToOuterDisposeScope(), Loss(w).item<float>());

        Tensor Loss(Tensor place)
        {
            var made = Compared(generator.Synthesize(place));
            return networks.Perceptual.Distance(networks.Perceptual.Features(made), features).sum()
                + (made - target).square().mean();
        }
    }

    /// <summary>The rate of w: up in a line, down as a cosine; 0 at the first step.</summary>
    internal static double RateAt(double t) =>
        Rate * (0.5 - 0.5 * Math.Cos(Math.PI * Math.Min(1, (1 - t) / RampDown))) * Math.Min(1, t / RampUp);

    /// <summary>All parameters but the mapping's, which w does not pass.</summary>
    private static IEnumerable<Parameter> Synthesis(Networks.Generator generator) => generator.named_parameters()
        .Where(entry => !entry.name.StartsWith("style.", StringComparison.Ordinal)).Select(entry => entry.parameter);

    private Tensor NoiseOf(int step, double t)
    {
        var values = new float[mean.Length];
        var strength = deviation * Noise * Math.Pow(Math.Max(0, 1 - t / NoisyShare), 2);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(strength * NoiseKey.Gaussian((uint)(step * values.Length + i)));
        return tensor(values).to(networks.Device);
    }

    /// <summary>Box-averaged to 256 pixels where it is larger.</summary>
    private static Tensor Compared(Tensor images) => images.shape[3] <= ComparedSide ? images
        : nn.functional.avg_pool2d(images, images.shape[3] / ComparedSide);
}
