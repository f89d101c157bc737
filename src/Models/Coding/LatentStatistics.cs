using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Coding;

/// <summary>
/// What is known of latent vectors before one is sent: all that the closed forms of channel coding need. A drawn
/// portrait is in the first 53 numbers of z (<see cref="PortraitLatent"/>), and the others are nearly constant; a user's
/// own face is in all of them.
/// </summary>
public sealed class LatentStatistics : nn.Module
{
    internal const string FileName = "coding";

    private readonly Tensor mean, shifts, covariance, residual, sensitivity, likeness;

    /// <summary>An empty one, for weights to be loaded into.</summary>
    public LatentStatistics(int latentSize = 512, int numbers = PortraitParameters.Count) : this(zeros(latentSize),
        zeros(FaceAttributes.Count * FaceAttributes.DegreeCount, numbers), zeros(numbers, numbers),
        zeros(numbers, numbers), zeros(numbers, numbers), zeros(numbers, numbers))
    { }

    internal LatentStatistics(Tensor mean, Tensor shifts, Tensor covariance, Tensor residual, Tensor sensitivity,
        Tensor likeness) : base(nameof(LatentStatistics))
    {
        (this.mean, this.shifts, this.covariance) = (Kept(mean), Kept(shifts), Kept(covariance));
        (this.residual, this.sensitivity, this.likeness) = (Kept(residual), Kept(sensitivity), Kept(likeness));
        register_buffer(nameof(mean), this.mean);
        register_buffer(nameof(shifts), this.shifts);
        register_buffer(nameof(covariance), this.covariance);
        register_buffer(nameof(residual), this.residual);
        register_buffer(nameof(sensitivity), this.sensitivity);
        register_buffer(nameof(likeness), this.likeness);

        static Tensor Kept(Tensor values) => values.cpu().to_type(ScalarType.Float32).clone().DetachFromDisposeScope();
    }

    /// <summary>How many of the first numbers of z carry a portrait; the others are nearly constant.</summary>
    public int Numbers => (int)covariance.shape[0];

    /// <summary>E z, [latent].</summary>
    public Tensor Mean => mean;

    /// <summary>What each degree of each attribute adds to the mean of the numbers, [5 * 6, numbers].</summary>
    public Tensor Shifts => shifts;

    /// <summary>Of the numbers, [numbers, numbers].</summary>
    public Tensor Covariance => covariance;

    /// <summary>What is left of it where the degrees are known, [numbers, numbers].</summary>
    public Tensor Residual => residual;

    /// <summary>H of LPIPS-P(G(z + e), G(z)) = e' H e for small e, on the average over z, [numbers, numbers].</summary>
    public Tensor Sensitivity => sensitivity;

    /// <summary>The same of 1 - cos(F(G(z + e)), F(G(z))): whether F sees another person, [numbers, numbers].</summary>
    public Tensor Likeness => likeness;

    /// <summary>The rows of <see cref="Shifts"/> that degrees 0..5, one an attribute, stand for.</summary>
    internal static long[] ShiftRows(IReadOnlyList<int> degrees) =>
        [.. degrees.Select((degree, attribute) => (long)attribute * FaceAttributes.DegreeCount + degree)];
}

/// <summary>Sums over latent vectors, of which <see cref="LatentStatistics"/> follow.</summary>
internal sealed class LatentSums : nn.Module
{
    private const int Degrees = FaceAttributes.Count * FaceAttributes.DegreeCount;
    private const double Ridge = 1e-3;    // the degrees of an attribute add up to one: their shifts need it
    private readonly int numbers;
    private readonly Tensor latents, products, sensitivities, likenesses, counts;

    /// <param name="latentSize">Of z.</param>
    /// <param name="numbers">Those of the first of z that carry a portrait.</param>
    public LatentSums(int latentSize, int numbers) : base(nameof(LatentSums))
    {
        this.numbers = numbers;
        latents = zeros(latentSize, ScalarType.Float64);
        products = zeros([Degrees + numbers, Degrees + numbers], ScalarType.Float64);
        sensitivities = zeros([numbers, numbers], ScalarType.Float64);
        likenesses = zeros_like(sensitivities);
        counts = zeros(2, ScalarType.Float64);
        register_buffer(nameof(latents), latents);
        register_buffer(nameof(products), products);
        register_buffer(nameof(sensitivities), sensitivities);
        register_buffer(nameof(likenesses), likenesses);
        register_buffer(nameof(counts), counts);
    }

    /// <summary>Adds z [latent] and the degrees 0..5 that the predictor sees in it.</summary>
    public void Add(Tensor z, IReadOnlyList<int> degrees)
    {
        using var scope = NewDisposeScope();
        var known = zeros(Degrees, ScalarType.Float64, latents.device);
        foreach (var row in LatentStatistics.ShiftRows(degrees)) known[row] = 1;
        var all = z.detach().to(latents.device).to_type(ScalarType.Float64);
        var both = cat([known, all[..numbers]], 0);
        latents.add_(all);
        products.add_(both.outer(both));
        counts[0] += 1;
    }

    /// <summary>Adds the sensitivities [numbers, numbers] of LPIPS-P and of F at one latent vector.</summary>
    public void Add(Tensor sensitivity, Tensor likeness)
    {
        using var scope = NewDisposeScope();
        sensitivities.add_(sensitivity.to(sensitivities.device).to_type(ScalarType.Float64));
        likenesses.add_(likeness.to(likenesses.device).to_type(ScalarType.Float64));
        counts[1] += 1;
    }

    public LatentStatistics Statistics()
    {
        using var scope = NewDisposeScope();
        var (mean, moments) = (latents / counts[0], products / counts[0]);
        var centre = cat([moments.diagonal()[..Degrees], mean[..numbers]], 0);
        var spread = moments - centre.outer(centre);
        var (known, cross) = (spread[..Degrees, ..Degrees], spread[..Degrees, Degrees..]);
        var slopes = linalg.solve(known + eye(Degrees, dtype: ScalarType.Float64, device: known.device) * Ridge, cross);
        var covariance = spread[Degrees.., Degrees..];
        var explained = slopes.t().mm(cross);
        var residual = covariance - explained - explained.t() + slopes.t().mm(known).mm(slopes);
        return new(mean, slopes - centre[..Degrees].unsqueeze(0).mm(slopes) / FaceAttributes.Count,
            Shrunk(covariance), Shrunk(residual), sensitivities / counts[1], likenesses / counts[1]);
    }

    /// <summary>Towards its diagonal, the more the fewer latent vectors there are for a number.</summary>
    private Tensor Shrunk(Tensor matrix)
    {
        var share = numbers / (numbers + counts[0].item<double>());
        return matrix * (1 - share) + matrix.diagonal().diag() * share;
    }
}
