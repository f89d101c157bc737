namespace EditableDeepSC.Models.Training;

/// <summary>The losses of StyleGAN2 (Karras et al. 2020) of scores [N, 1], high for real.</summary>
internal static class StyleGanLosses
{
    /// <summary>Of the generator, non-saturating (Goodfellow et al. 2014): -log sigmoid(D(G(z))).</summary>
    public static Tensor OfGenerator(Tensor fake) => nn.functional.softplus(-fake).mean();

    /// <summary>Of the discriminator: -log sigmoid(D(x)) - log(1 - sigmoid(D(G(z)))).</summary>
    public static Tensor OfDiscriminator(Tensor real, Tensor fake) =>
        nn.functional.softplus(-real).mean() + nn.functional.softplus(fake).mean();

    /// <summary>
    /// R1 without its weight (Mescheder et al. 2018): E |grad D(x)|^2 over images [N, 3, H, W], which can be derived
    /// once more.
    /// </summary>
    public static Tensor GradientPenalty(Func<Tensor, Tensor> discriminator, Tensor images)
    {
        var real = images.detach().clone().requires_grad_();
        var slope = autograd.grad([discriminator(real).sum()], [real], retain_graph: true, create_graph: true)[0];
        return slope.square().sum([1, 2, 3]).mean();
    }

    /// <summary>
    /// |J' y| of each sample, [N], where J is the derivative of images [N, 3, H, W] by latents w+ [N, layers, latent]
    /// and y are <paramref name="directions"/> like the images: the mean over the layers of the squares, as in the
    /// public code. Can be derived once more.
    /// </summary>
    public static Tensor PathLengths(Tensor images, Tensor latents, Tensor directions)
    {
        var slope = autograd.grad([(images * directions).sum()], [latents], retain_graph: true, create_graph: true)[0];
        return slope.square().sum(2).mean([1]).sqrt();
    }

    /// <summary>Directions y of unit variance in all, like the images: normal numbers over the root of H W.</summary>
    public static Tensor PathDirections(Tensor images) =>
        randn_like(images) / Math.Sqrt(images.shape[2] * images.shape[3]);

    /// <summary>
    /// How far an average of the generator moves towards it at a step: half of it is forgotten after
    /// <paramref name="halfLife"/> images, at the start after a twentieth of those that were seen.
    /// </summary>
    public static double AverageShare(long imagesBefore, int batch, double halfLife) =>
        1 - Math.Pow(0.5, batch / Math.Max(Math.Min(halfLife, imagesBefore * 0.05), 1e-8));
}

/// <summary>What StyleGAN2's training remembers beside its networks; a checkpoint keeps it.</summary>
internal sealed class StyleGanState : nn.Module
{
    /// <summary>Steps between two changes of the probability of augmentations.</summary>
    public const int Interval = 4;

    private const double Target = 0.6, ImagesOfRise = 500_000, PathShare = 0.01;
    private readonly Tensor probability, signs, seen, path;

    public StyleGanState() : base(nameof(StyleGanState))
    {
        (probability, signs, seen, path) = (zeros(1, ScalarType.Float64), zeros(1, ScalarType.Float64),
            zeros(1, ScalarType.Float64), zeros(1, ScalarType.Float64));
        register_buffer(nameof(probability), probability);
        register_buffer(nameof(signs), signs);
        register_buffer(nameof(seen), seen);
        register_buffer(nameof(path), path);
    }

    /// <summary>p of adaptive augmentation, 0..1.</summary>
    public double Probability => Number(nameof(probability));

    /// <summary>
    /// Adaptive discriminator augmentation (Karras et al. 2020, "Training GANs with limited data"): every fourth step p
    /// goes up where the mean sign of the scores of real images is above 0.6, else down, so fast that 500,000 images
    /// lead from 0 to 1.
    /// </summary>
    public void Observe(Tensor realScores, long step)
    {
        Set(nameof(signs), Number(nameof(signs)) + realScores.sign().sum().item<float>());
        Set(nameof(seen), Number(nameof(seen)) + realScores.numel());
        if ((step + 1) % Interval != 0) return;
        var images = Number(nameof(seen));
        var change = Math.Sign(Number(nameof(signs)) / images - Target) * images / ImagesOfRise;
        Set(nameof(probability), Math.Clamp(Probability + change, 0, 1));
        Set(nameof(signs), 0);
        Set(nameof(seen), 0);
    }

    /// <summary>Moves the mean path length towards that of lengths [N] by a hundredth; the new one.</summary>
    public double ObservePath(Tensor lengths)
    {
        var mean = Number(nameof(path));
        mean += (lengths.mean().item<float>() - mean) * PathShare;
        Set(nameof(path), mean);
        return mean;
    }

    private double Number(string name) => get_buffer(name)!.item<double>();

    private void Set(string name, double value) => get_buffer(name)!.fill_(value);
}
