namespace EditableDeepSC.Host;

/// <summary>How adapters were chosen, and what other than the best one cost.</summary>
internal sealed record AdapterSummary(string Policy, long Switches, double BestShare, QualitySummary Best,
    QualitySummary Other, long Loads, double LoadMs);
