using System.Collections.Concurrent;

namespace EditableDeepSC.Actors.Time;

/// <summary>Threads that compute what actors in virtual time ask for, each piece on one of them.</summary>
internal sealed class ComputeThreads : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread[] threads;
    private bool isEnded;

    public ComputeThreads(int count)
    {
        threads = [.. Enumerable.Range(0, count).Select(i => new Thread(Compute) { Name = $"compute-{i}", IsBackground = true })];
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>Computes a piece as soon as a thread is free; not after <see cref="Dispose"/>.</summary>
    public void Run(Action piece)
    {
        if (!isEnded) work.Add(piece);
    }

    public void Dispose()
    {
        isEnded = true;
        work.CompleteAdding();
        foreach (var thread in threads) thread.Join();
        work.Dispose();
    }

    private void Compute()
    {
        foreach (var piece in work.GetConsumingEnumerable()) piece();
    }
}
