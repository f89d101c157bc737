namespace EditableDeepSC.Channels;

/// <summary>One figure of a curve, measured.</summary>
/// <param name="Point">The reference.</param>
/// <param name="Counts">What was counted.</param>
/// <param name="Measured">The rate with its interval.</param>
/// <param name="Verdict">Whether the interval holds the reference.</param>
public sealed record ReferenceCheck(
    ReferencePoint Point, ErrorCounts Counts, RateInterval Measured, ReferenceVerdict Verdict);
