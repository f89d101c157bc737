namespace EditableDeepSC.Channels;

/// <summary>Who of those that wait may send next.</summary>
public enum SchedulerKind
{
    /// <summary>Whoever came first.</summary>
    Fifo,

    /// <summary>The users in turn, one transmission each.</summary>
    RoundRobin,

    /// <summary>The user whose rate now is best against what it got lately.</summary>
    ProportionalFair,
}
