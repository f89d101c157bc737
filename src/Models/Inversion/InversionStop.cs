namespace EditableDeepSC.Models.Inversion;

/// <summary>Why an inversion ended.</summary>
public enum InversionStop
{
    /// <summary>r_inv was reached.</summary>
    MaxIterations,
    /// <summary>J no longer fell.</summary>
    Converged,
}
