namespace EditableDeepSC.Models.Networks;

/// <summary>The space of the latent vectors that a generator is given: what is searched, edited and sent.</summary>
public enum LatentSpace
{
    /// <summary>Before the mapping network: Gaussian numbers.</summary>
    Z,

    /// <summary>Behind it: numbers of w, turned and scaled to no mean and unit variances over random z.</summary>
    W,
}

/// <summary>
/// From numbers u of unit power to w = mean + u R, where R is the symmetric root of w's covariance. StyleGAN2's public
/// projector whitens w too, to regularise it.
/// </summary>
internal sealed class Whitening : nn.Module<Tensor, Tensor>
{
    private const double LeastVariance = 1e-4;    // of the largest: directions that hardly vary are lifted to it
    private readonly Tensor mean, root;

    public Whitening(long latentSize) : base(nameof(Whitening))
    {
        (mean, root) = (zeros(latentSize), eye(latentSize));
        register_buffer(nameof(mean), mean);
        register_buffer(nameof(root), root);
    }

    /// <summary>R, [latent, latent].</summary>
    public Tensor Root => root;

    /// <summary>Takes mean and covariance of w [N, latent].</summary>
    public void Fit(Tensor w)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var all = w.to_type(ScalarType.Float64);
        var centre = all.mean([0]);
        var (values, turn) = linalg.eigh((all - centre).t().mm(all - centre) / w.shape[0]);
        var roots = values.clamp(values.max().item<double>() * LeastVariance).sqrt();
        mean.copy_(centre);
        root.copy_((turn * roots).mm(turn.t()));
    }

    /// <summary>w [N, latent] of u, scaled to unit power first.</summary>
    public override Tensor forward(Tensor u)
    {
        using var scope = NewDisposeScope();
        return (mean + (u * (u.square().mean([1], keepdim: true) + 1e-8).rsqrt()).mm(root)).MoveToOuterDisposeScope();
    }

    /// <summary>u of w, [N, latent], not scaled.</summary>
    public Tensor Inverse(Tensor w)
    {
        using var scope = NewDisposeScope();
        return linalg.solve(root, (w - mean).t()).t().contiguous().MoveToOuterDisposeScope();
    }
}
