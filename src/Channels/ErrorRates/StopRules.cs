namespace EditableDeepSC.Channels;

/// <summary>When enough frames have been sent; the first rule that holds ends a point.</summary>
public sealed record StopRules
{
    /// <summary>Bit errors to reach, at least 1; default: no such rule.</summary>
    public long BitErrors { get; init; } = long.MaxValue;

    /// <summary>Frame errors to reach, at least 1; default: no such rule.</summary>
    public long FrameErrors { get; init; } = long.MaxValue;

    /// <summary>Frames to send at the most, at least 1; default 10 million.</summary>
    public long Frames { get; init; } = 10_000_000;

    /// <summary>Frames to send before errors may end a point, to know how they cluster; default 128.</summary>
    public long LeastFrames { get; init; } = 128;

    /// <summary>Time a point may take; the only rule whose result depends on the machine. Default: none.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.MaxValue;

    /// <summary>The rule that <paramref name="counts"/> and the time spent fulfil, or null.</summary>
    internal StopReason? Fulfilled(in ErrorCounts counts, TimeSpan spent) =>
        counts.Frames >= LeastFrames && (counts.BitErrors >= BitErrors || counts.FrameErrors >= FrameErrors)
            ? StopReason.Errors
        : counts.Frames >= Frames ? StopReason.Frames
        : spent >= Time ? StopReason.Time
        : null;
}
