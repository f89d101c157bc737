namespace EditableDeepSC.Models.Jecc;

/// <summary>A part of a transmitter's work on a batch, in this order.</summary>
public enum JeccStage
{
    /// <summary>The sentences are read.</summary>
    Text,
    /// <summary>Latent vectors are found for the pictures.</summary>
    Inversion,
    /// <summary>They are edited.</summary>
    Matching,
    /// <summary>They become symbols.</summary>
    Symbols,
}
