namespace EditableDeepSC.Actors;

/// <summary>Why an item left a queue without being served.</summary>
public enum DropReason
{
    /// <summary>It waited longer than the queue allows.</summary>
    TimedOut,

    /// <summary>Its own deadline came.</summary>
    DeadlinePassed,
}
