using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>Runs one actor on a thread of its own, which starts and ends with the actor.</summary>
internal sealed class PinnedDispatcher(string id, int throughput, Action<PinnedDispatcher> ended)
    : MessageDispatcher(id, throughput)
{
    private readonly BlockingCollection<IThreadPoolWorkItem> _work = [];
    private Thread? _thread;

    /// <summary>Waits until the thread has ended.</summary>
    internal void Join() => _thread?.Join();

    internal override void Execute(IThreadPoolWorkItem work)
    {
        if (_work.IsAddingCompleted || !TryAdd(work))
        {
            // The actor has stopped and its thread with it: what is left goes to the dead letters from the pool.
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        }
    }

    internal override void Detach() => _work.CompleteAdding();

    private bool TryAdd(IThreadPoolWorkItem work)
    {
        try
        {
            _work.Add(work);
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = $"{Id}_1" };
            _thread.UnsafeStart();
        }

        return true;
    }

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work.Execute();
        }

        ended(this);
    }
}
