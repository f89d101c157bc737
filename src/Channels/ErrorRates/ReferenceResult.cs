namespace EditableDeepSC.Channels.ErrorRates;

/// <summary>A curve, measured.</summary>
public sealed record ReferenceResult(ReferenceCurve Curve, IReadOnlyList<ReferenceCheck> Checks)
{
    /// <summary>A coded curve passes within this of its reference at a frame error rate of 1e-2.</summary>
    public const double ToleranceDb = 0.1;

    private const double ShiftRate = 1e-2;

    /// <summary>
    /// No figure lies far outside its interval; of frame error rates none lies outside, or, as a published one is
    /// itself good to 20 %, the curve lies within 0.1 dB of the reference.
    /// </summary>
    public bool Passed => !Checks.Any(IsFailed) || Math.Abs(ShiftDb ?? 1) <= ToleranceDb;

    private bool IsFailed(ReferenceCheck check) => check.Verdict == ReferenceVerdict.FarOutside
        || (Curve.IsFrameErrorRate && check.Verdict == ReferenceVerdict.Outside);

    /// <summary>
    /// How far the curve lies right of its reference at a frame error rate of 1e-2, in dB; null for bit error rates and
    /// for curves with fewer than two measured points.
    /// </summary>
    public double? ShiftDb
    {
        get
        {
            var reached = Checks.Where(check => check.Counts.FrameErrors > 0).ToArray();
            if (!Curve.IsFrameErrorRate || reached.Length < 2) return null;
            return Crossing([.. reached.Select(check => check.Point with { Rate = check.Measured.Rate })])
                - Crossing([.. reached.Select(check => check.Point)]);
        }
    }

    /// <summary>Where the rate is 1e-2: a line through the logarithms of those around it, or the last two.</summary>
    private static double Crossing(ReferencePoint[] points)
    {
        var right = Array.FindIndex(points, 1, point => point.Rate <= ShiftRate);
        if (right < 0) right = points.Length - 1;
        var (before, after) = (points[right - 1], points[right]);
        var part = Math.Log(before.Rate / ShiftRate) / Math.Log(before.Rate / after.Rate);
        return before.EbN0Db + part * (after.EbN0Db - before.EbN0Db);
    }
}

/// <summary>One figure of a curve, measured.</summary>
/// <param name="Point">The reference.</param>
/// <param name="Counts">What was counted.</param>
/// <param name="Measured">The rate with its interval.</param>
/// <param name="Verdict">Whether the interval holds the reference.</param>
public sealed record ReferenceCheck(
    ReferencePoint Point, ErrorCounts Counts, RateInterval Measured, ReferenceVerdict Verdict);

/// <summary>How a measured figure stands to its reference.</summary>
public enum ReferenceVerdict
{
    /// <summary>The reference lies inside the interval.</summary>
    Inside,
    /// <summary>The reference lies outside the interval.</summary>
    Outside,
    /// <summary>It also lies outside the interval that holds all of 71 sound figures in 99 % of the runs.</summary>
    FarOutside,
    /// <summary>The frames allowed would bring too few errors, so none were sent.</summary>
    NotReached,
}
