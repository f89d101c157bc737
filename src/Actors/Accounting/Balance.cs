namespace EditableDeepSC.Actors;

/// <summary>What went in and what came out: submitted = delivered + failed + expired, or something is wrong.</summary>
public sealed record Balance
{
    public long Submitted { get; init; }

    public long Delivered { get; init; }

    public long Failed { get; init; }

    public long Expired { get; init; }

    /// <summary>Refused before acceptance; not among the submitted.</summary>
    public long Rejected { get; init; }

    /// <summary>Submitted but without an end.</summary>
    public long Lost { get; init; }

    /// <summary>Ended without having been submitted.</summary>
    public long Unexpected { get; init; }

    /// <summary>Ended more than once.</summary>
    public long Duplicated { get; init; }

    /// <summary>The first ten that do not balance.</summary>
    public IReadOnlyList<OpenTransmission> Examples { get; init; } = [];

    public bool IsBalanced =>
        Lost == 0 && Unexpected == 0 && Duplicated == 0 && Submitted == Delivered + Failed + Expired;
}
