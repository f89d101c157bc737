using System.Collections.Concurrent;

namespace EditableDeepSC.Actors.Time;

/// <summary>Threads that compute what actors in virtual time ask for, each piece on one of them.</summary>
internal sealed class ComputeThreads : IDisposable
{
    private readonly BlockingCollection<(string Name, Action Piece)> work = [];
    private readonly ConcurrentDictionary<int, string> running = new();
    private readonly Thread[] threads;
    private bool isEnded;

    public ComputeThreads(int count)
    {
        threads = [.. Enumerable.Range(0, count).Select(i =>
            new Thread(() => Compute(i)) { Name = $"compute-{i}", IsBackground = true })];
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>For whom is being computed now, in the order of their names.</summary>
    public IReadOnlyList<string> Running => [.. running.Values.Order(StringComparer.Ordinal)];

    /// <summary>Computes a piece for a name as soon as a thread is free; not after the end.</summary>
    public void Run(string name, Action piece)
    {
        if (!isEnded) work.Add((name, piece));
    }

    /// <summary>Ends without waiting for what is being computed.</summary>
    public void Abandon()
    {
        isEnded = true;
        work.CompleteAdding();
    }

    public void Dispose()
    {
        Abandon();
        foreach (var thread in threads) thread.Join();
        work.Dispose();
    }

    private void Compute(int thread)
    {
        foreach (var (name, piece) in work.GetConsumingEnumerable())
        {
            running[thread] = name;
            piece();
            running.TryRemove(thread, out _);
        }
    }
}
