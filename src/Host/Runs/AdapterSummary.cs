namespace EditableDeepSC.Host;

/// <summary>
/// How adapters were chosen, and what others than the best one cost in LPIPS-P at equal SNR, with half the width of the
/// 95 % interval.
/// </summary>
internal sealed record AdapterSummary(string Policy, long Switches, double BestShare, QualitySummary Best,
    QualitySummary Other, long ComparedCount, double CostLpipsP, double CostHalfWidth, long Loads,
    double LoadMs);
