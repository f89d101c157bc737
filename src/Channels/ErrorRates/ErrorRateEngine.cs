namespace EditableDeepSC.Channels.ErrorRates;

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

/// <summary>Why a point of a simulation ended.</summary>
public enum StopReason
{
    /// <summary>The errors asked for were counted.</summary>
    Errors,
    /// <summary>The most frames were sent.</summary>
    Frames,
    /// <summary>The time was up.</summary>
    Time,
}

/// <summary>Sends one frame after another over a simulated link; an instance serves one thread.</summary>
public interface IFrameTrial
{
    /// <summary>Sends frame number <paramref name="frame"/>; the result depends on that number alone.</summary>
    FrameResult Run(long frame);
}

/// <summary>
/// Counts errors over frames on several threads. Frames are numbered, run in chunks and added in order up to the chunk
/// that fulfils a stop rule, so that the counts do not depend on the number of threads.
/// </summary>
public sealed class ErrorRateEngine(int threads, TimeProvider time)
{
    /// <summary>Frames between two looks at the stop rules.</summary>
    public const int FramesPerChunk = 32;

    private readonly int _threads = threads >= 1 ? threads
        : throw new ArgumentOutOfRangeException(nameof(threads), threads, "There must be at least 1 thread.");

    /// <summary>Runs until a rule is fulfilled; throws <see cref="OperationCanceledException"/> on request.</summary>
    /// <param name="createTrial">Called once a thread; every instance gives the same result for the same frame.</param>
    /// <param name="rules">When to stop.</param>
    /// <param name="cancellation">Ends the run between two chunks.</param>
    public (ErrorCounts Counts, StopReason Reason) Run(
        Func<IFrameTrial> createTrial, StopRules rules, CancellationToken cancellation = default)
    {
        var start = time.GetTimestamp();
        var trials = Enumerable.Range(0, _threads).Select(_ => createTrial()).ToArray();
        var chunks = new ErrorCounts[_threads];
        var total = new ErrorCounts();
        for (long firstChunk = 0; ; firstChunk += _threads)
        {
            cancellation.ThrowIfCancellationRequested();
            Parallel.For(0, _threads,
                worker => chunks[worker] = RunChunk(trials[worker], firstChunk + worker, rules.Frames));
            foreach (var chunk in chunks)
            {
                total += chunk;
                if (rules.Fulfilled(total, time.GetElapsedTime(start)) is { } reason) return (total, reason);
            }
        }
    }

    private static ErrorCounts RunChunk(IFrameTrial trial, long chunk, long frames)
    {
        var counts = new ErrorCounts();
        var end = Math.Min((chunk + 1) * FramesPerChunk, frames);
        for (var frame = chunk * FramesPerChunk; frame < end; frame++) counts += trial.Run(frame);
        return counts;
    }
}
