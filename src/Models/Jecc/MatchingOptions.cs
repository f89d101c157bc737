namespace EditableDeepSC.Models.Jecc;

/// <summary>How an edit is searched (eq. 11).</summary>
public sealed record MatchingOptions
{
    /// <summary>r_edit, moves at most; 1 or more.</summary>
    public int MaxIterations { get; init; } = 24;

    /// <summary>How much of M's move, which is about one degree, one iteration makes; above 0.</summary>
    public double StepLength { get; init; } = 0.5;

    /// <summary>The predictor's probability of the expected degree at which an edit is done, 0..1.</summary>
    public double Confidence { get; init; } = 0.8;

    /// <summary>
    /// False for the ablation: one move of M's own length in the direction asked for, whatever the predictor says of
    /// it.
    /// </summary>
    public bool Iterative { get; init; } = true;

    /// <summary>Of the ablation: its one move is as many times M's as there are degrees to go.</summary>
    public bool WholeDistance { get; init; }

    /// <summary>
    /// Computes all slots in every step, the empty ones too, so that a slot's bits do not depend on its neighbours.
    /// </summary>
    public bool Deterministic { get; init; }

    internal MatchingOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(StepLength);
        ArgumentOutOfRangeException.ThrowIfNegative(Confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Confidence, 1);
        return this;
    }
}
