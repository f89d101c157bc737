namespace EditableDeepSC.Actors;

/// <summary>What becomes of an item that has waited longer than the queue's timeout.</summary>
public enum TimeoutAction
{
    /// <summary>It leaves the queue and fails.</summary>
    Reject,

    /// <summary>It waits on, behind all others of its priority.</summary>
    Delay,
}
