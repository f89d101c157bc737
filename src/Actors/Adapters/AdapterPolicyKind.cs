namespace EditableDeepSC.Actors;

/// <summary>How a user's adapter is chosen.</summary>
public enum AdapterPolicyKind
{
    /// <summary>The one nearest to the estimated SNR.</summary>
    Nearest,

    /// <summary>As nearest, but the one in use stays until the estimate is clearly nearer to another.</summary>
    Hysteresis,

    /// <summary>Always the same.</summary>
    Fixed,

    /// <summary>The one nearest to the true SNR at that moment: what no real system can have.</summary>
    Oracle,
}
