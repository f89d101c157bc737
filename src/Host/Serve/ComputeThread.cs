using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Serve;

/// <summary>
/// One thread that computes what requests ask for, one after another: a thread that calls libtorch has a team of OpenMP
/// threads of its own, so pool threads would each start one.
/// </summary>
internal sealed class ComputeThread : IDisposable
{
    private const int MostWaiting = 16;

    private readonly BlockingCollection<Action> work = new(MostWaiting);
    private readonly Thread thread;

    public ComputeThread(string name)
    {
        thread = new Thread(() =>
        {
            foreach (var job in work.GetConsumingEnumerable()) job();
        })
        { Name = name, IsBackground = true };
        thread.Start();
    }

    /// <summary>
    /// What a job gives; tensors that it leaves are freed. It is left out where its asker has gone before its turn, and
    /// refused where too many wait.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a job throws is its asker's.")]
    public Task<T> RunAsync<T>(Func<T> job, CancellationToken cancellation)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isTaken = work.TryAdd(() =>
        {
            if (cancellation.IsCancellationRequested)
            {
                result.SetCanceled(cancellation);
                return;
            }
            try
            {
                using var scope = NewDisposeScope();
                result.SetResult(job());
            }
            catch (Exception problem)
            {
                result.SetException(problem);
            }
        });
        return isTaken ? result.Task
            : throw new ServeException(StatusCodes.Status503ServiceUnavailable, "too many wait; try again in a moment.");
    }

    /// <summary>Waits for the job that runs.</summary>
    public void Dispose()
    {
        work.CompleteAdding();
        thread.Join();
        work.Dispose();
    }
}
