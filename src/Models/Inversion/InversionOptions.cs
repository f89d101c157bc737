namespace EditableDeepSC.Models.Inversion;

/// <summary>How latent vectors are searched; r_inv and eta are the paper's by default.</summary>
public sealed record InversionOptions
{
    private const double NoisyShare = 0.75;

    /// <summary>Eq. 9 as it is written, for a random z: 110 iterations of plain gradient descent.</summary>
    public static InversionOptions Literal { get; } = new() { Descent = Descent.Gradient, Ramp = (0, 0) };

    /// <summary>For a random z: the paper's 110 iterations, with Adam and noise, which are not in eq. 9.</summary>
    public static InversionOptions RandomStart { get; } =
        new() { Noise = 0.8, Betas = (0.7, 0.8), Ramp = (0.05, 0.15) };

    /// <summary>For a start that an <see cref="Networks.InversionEncoder"/> guessed.</summary>
    public static InversionOptions FromGuess { get; } = new() { MaxIterations = 6, Descent = Descent.QuasiNewton };

    /// <summary>The same by Adam; more iterations, unless their number was chosen.</summary>
    internal InversionOptions WithoutCurvature => this with
    {
        Descent = Descent.Adam,
        LearningRate = 0.05,
        MaxIterations = MaxIterations == FromGuess.MaxIterations ? 60 : MaxIterations,
    };

    /// <summary>The defaults of each way.</summary>
    public static InversionOptions Of(JeccStart start) => start switch
    {
        JeccStart.Literal => Literal,
        JeccStart.Random => RandomStart,
        _ => FromGuess,
    };

    /// <summary>r_inv; 1 or more.</summary>
    public int MaxIterations { get; init; } = 110;

    /// <summary>eta of eq. 9; <see cref="Descent.QuasiNewton"/> finds its steps without.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>
    /// The share of the iterations over which the rate rises from 0 at the start, and the share over which it falls to
    /// 0 as a cosine at the end: the schedule of Talk-to-Edit's public inversion (utils/inversion_utils.py).
    /// </summary>
    public (double Up, double Down) Ramp { get; init; } = (0.05, 0.25);

    /// <summary>
    /// Standard deviation of the Gaussian noise on z under which the gradient is taken, at the start; it falls
    /// to 0 over three quarters of the iterations. It leads past poor minima; StyleGAN2's projection has it on w.
    /// </summary>
    public double Noise { get; init; }

    /// <summary>lambda of eq. 8: the weight of the mean squared error beside the perceptual distance.</summary>
    public double Lambda { get; init; } = 1;

    /// <summary>How a gradient becomes a step.</summary>
    public Descent Descent { get; init; } = Descent.Adam;

    /// <summary>Adam's decay of the mean and of the mean square of the gradient, each in [0, 1).</summary>
    public (double Mean, double Square) Betas { get; init; } = (0.9, 0.99);

    /// <summary>
    /// A slot stops early when its J has not fallen by this share within <see cref="Patience"/> iterations; 0 never
    /// stops.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>Iterations.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>
    /// Computes all slots in every step, the empty ones too, so that a slot's bits do not depend on its neighbours.
    /// </summary>
    public bool Deterministic { get; init; }

    /// <summary>eta of the move with a number, 0 to <see cref="MaxIterations"/> - 1.</summary>
    internal double RateOf(int move)
    {
        var place = (move + 1.0) / (MaxIterations + 1);
        var (rise, fall) = (Ramp.Up > 0 ? place / Ramp.Up : 1, Ramp.Down > 0 ? (1 - place) / Ramp.Down : 1);
        return LearningRate * Math.Min(1, rise) * (0.5 - 0.5 * Math.Cos(Math.PI * Math.Min(1, fall)));
    }

    /// <summary>The noise of an iteration, 0 to <see cref="MaxIterations"/> - 1; the last has none.</summary>
    internal double NoiseOf(int iteration) => iteration == MaxIterations - 1 ? 0
        : Noise * Math.Max(0, 1 - (iteration + 1.0) / (MaxIterations + 1) / NoisyShare);

    internal InversionOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(Lambda);
        ArgumentOutOfRangeException.ThrowIfNegative(Ramp.Up);
        ArgumentOutOfRangeException.ThrowIfNegative(Ramp.Down);
        ArgumentOutOfRangeException.ThrowIfNegative(Tolerance);
        ArgumentOutOfRangeException.ThrowIfNegative(Noise);
        if (Betas.Mean is not (>= 0 and < 1) || Betas.Square is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Betas), Betas, "Both lie in [0, 1).");
        return this;
    }
}

/// <summary>How a gradient becomes a step.</summary>
public enum Descent
{
    /// <summary>Eq. 9 as it is written.</summary>
    Gradient,

    Adam,

    /// <summary>
    /// BFGS in the numbers that carry a portrait, from the mean curvature that the inversion encoder's file holds.
    /// </summary>
    QuasiNewton,
}

/// <summary>How a picture is inverted.</summary>
public enum JeccStart
{
    /// <summary>From the inversion encoder's guess, by BFGS.</summary>
    Encoder,

    /// <summary>From a random z, by Adam with noise.</summary>
    Random,

    /// <summary>From a random z, by plain gradient descent: eq. 9 as it is written.</summary>
    Literal,
}
