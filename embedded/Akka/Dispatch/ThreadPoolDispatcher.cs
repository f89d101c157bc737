namespace Akka.Dispatch;

/// <summary>Runs actors on the .NET thread pool.</summary>
internal sealed class ThreadPoolDispatcher(string id, int throughput) : MessageDispatcher(id, throughput)
{
    private const int LocalInRow = 31;

    [ThreadStatic]
    private static int _scheduled;

    // A thread's own queue is the quickest, but a thread that always finds work there never looks at the common one:
    // every now and then the work goes there, so that the own one runs empty.
    internal override void Execute(IThreadPoolWorkItem work) =>
        ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: ++_scheduled % (LocalInRow + 1) != 0);
}
