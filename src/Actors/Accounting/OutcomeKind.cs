namespace EditableDeepSC.Actors;

/// <summary>How a request ended.</summary>
public enum OutcomeKind
{
    /// <summary>The user got a picture.</summary>
    Delivered,

    /// <summary>Something went wrong; the reason says what.</summary>
    Failed,

    /// <summary>Its deadline came first.</summary>
    Expired,

    /// <summary>It was refused before it was accepted, and counts as not submitted.</summary>
    Rejected,
}
