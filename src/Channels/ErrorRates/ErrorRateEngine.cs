namespace EditableDeepSC.Channels;

/// <summary>
/// Counts errors over frames on several threads. Frames are numbered, run in chunks and added in order up to the chunk
/// that fulfils a stop rule, so that the counts do not depend on the number of threads.
/// </summary>
public sealed class ErrorRateEngine(int threads, TimeProvider time)
{
    /// <summary>Frames between two looks at the stop rules.</summary>
    public const int FramesPerChunk = 32;

    private readonly int _threads = threads >= 1 ? threads
        : throw new ArgumentOutOfRangeException(nameof(threads), threads, "must be at least 1");

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
