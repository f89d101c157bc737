namespace EditableDeepSC.Actors;

/// <summary>Where the inversion of a picture starts.</summary>
public enum JeccStart
{
    /// <summary>At the inversion encoder's guess.</summary>
    Encoder,

    /// <summary>At a random z, as in the paper.</summary>
    Random,
}
