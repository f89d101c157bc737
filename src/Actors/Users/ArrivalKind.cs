namespace EditableDeepSC.Actors;

/// <summary>When users come.</summary>
public enum ArrivalKind
{
    /// <summary>Each user begins anew a think time after the end of the conversation before.</summary>
    ClosedLoop,

    /// <summary>Conversations begin at random at a mean rate, whatever became of those before.</summary>
    Poisson,

    /// <summary>Conversations begin at equal distances.</summary>
    Constant,

    /// <summary>As Poisson, with a rate that goes in a straight line from one value to another.</summary>
    Ramp,
}
