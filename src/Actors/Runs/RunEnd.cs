namespace EditableDeepSC.Actors;

/// <summary>Why a run ended.</summary>
public enum RunEnd
{
    /// <summary>All users were done.</summary>
    Finished,

    /// <summary>It was asked to.</summary>
    Interrupted,

    /// <summary>Nothing happened for too long while something was still under way.</summary>
    Stalled,
}
