namespace EditableDeepSC.Models.Inversion;

/// <summary>How latent vectors are searched; the defaults are the paper's.</summary>
public sealed record InversionOptions
{
    /// <summary>The paper's way: 110 iterations from a random z.</summary>
    public static InversionOptions Paper { get; } = new();

    /// <summary>For a start that an <see cref="Networks.InversionEncoder"/> guessed.</summary>
    public static InversionOptions FromGuess { get; } = new() { MaxIterations = 20, LearningRate = 0.2 };

    /// <summary>
    /// The paper's way from the best of many random z: see <see cref="Candidates"/> and <see cref="Starts"/>.
    /// </summary>
    public static InversionOptions Chosen { get; } = new() { Candidates = 512, Starts = 4 };

    /// <summary>
    /// Random starts an image is searched from, 1 or more: after each <see cref="RoundLength"/> iterations the half of
    /// them with the higher J is given up, until one is left. A guessed start is always the only one.
    /// </summary>
    public int Starts { get; init; } = 1;

    /// <summary>
    /// Random z, the same for all images, of which the <see cref="Starts"/> with the lowest J become an image's starts;
    /// 0: its starts are drawn for it alone and not compared.
    /// </summary>
    public int Candidates { get; init; }

    /// <summary>Iterations, 1 or more.</summary>
    public int RoundLength { get; init; } = 15;

    /// <summary>r_inv; 1 or more.</summary>
    public int MaxIterations { get; init; } = 110;

    /// <summary>eta of eq. 9.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>
    /// The share of the iterations over which the rate rises from 0 at the start, and the share over which it falls to 0
    /// as a cosine at the end: the schedule of Talk-to-Edit's public inversion (utils/inversion_utils.py).
    /// </summary>
    public (double Up, double Down) Ramp { get; init; } = (0.05, 0.25);

    /// <summary>lambda of eq. 8: the weight of the mean squared error beside the perceptual distance.</summary>
    public double Lambda { get; init; } = 1;

    /// <summary>Adam with its usual moments; otherwise plain gradient descent.</summary>
    public bool Adam { get; init; } = true;

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

    internal InversionOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Starts, 1);
        if (Candidates != 0) ArgumentOutOfRangeException.ThrowIfLessThan(Candidates, Starts);
        ArgumentOutOfRangeException.ThrowIfLessThan(RoundLength, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(Lambda);
        ArgumentOutOfRangeException.ThrowIfNegative(Ramp.Up);
        ArgumentOutOfRangeException.ThrowIfNegative(Ramp.Down);
        ArgumentOutOfRangeException.ThrowIfNegative(Tolerance);
        return this;
    }
}
