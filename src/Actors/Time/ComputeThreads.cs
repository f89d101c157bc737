using System.Collections.Concurrent;

namespace EditableDeepSC.Actors.Time;

/// <summary>Threads that compute what actors in virtual time ask for, each piece on one of them.</summary>
internal sealed class ComputeThreads : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread[] threads;

    public ComputeThreads(int count)
    {
        threads = [.. Enumerable.Range(0, count).Select(i => new Thread(Compute) { Name = $"compute-{i}", IsBackground = true })];
        foreach (var thread in threads) thread.Start();
    }

    public void Run(Action piece) => work.Add(piece);

    public void Dispose()
    {
        work.CompleteAdding();
        foreach (var thread in threads) thread.Join();
        work.Dispose();
    }

    private void Compute()
    {
        foreach (var piece in work.GetConsumingEnumerable()) piece();
    }
}
