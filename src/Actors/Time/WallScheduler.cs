using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace EditableDeepSC.Actors.Time;

/// <summary>
/// Wall time to the millisecond, by a thread of its own. Batches wait for milliseconds: the wheel of Akka.NET's own
/// scheduler, which turns every 10 ms at best, and the timers of .NET, whose clock moves every 4 ms on Linux, would show
/// in their latencies.
/// </summary>
internal sealed class WallScheduler : ActionScheduler, IDisposable
{
    private readonly PriorityQueue<(Action Action, ICancelable? Cancelable), TimeSpan> timers = new();
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly object gate = new();
    private bool isOver;

    public WallScheduler(Config config, ILoggingAdapter log) : base(config, log) =>
        new Thread(Run) { IsBackground = true, Name = "scheduler" }.Start();

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(started);

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => TimeProvider.System.GetUtcNow();

    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            Monitor.Pulse(gate);
        }
    }

    protected override void Add(TimeSpan delay, Action action, ICancelable? cancelable)
    {
        var due = MonotonicClock + delay;
        lock (gate)
        {
            var isFirst = !timers.TryPeek(out _, out var first) || due < first;
            timers.Enqueue((action, cancelable), due);
            if (isFirst) Monitor.Pulse(gate);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "What an action throws would end the process.")]
    private void Run()
    {
        while (Next() is { } action)
        {
            try
            {
                action();
            }
            catch (Exception problem)
            {
                Log.Error(problem, "what was scheduled failed");
            }
        }
    }

    /// <summary>Waits for the next action that is due; null at the end.</summary>
    private Action? Next()
    {
        lock (gate)
        {
            while (!isOver)
            {
                var left = timers.TryPeek(out var next, out var due) ? due - MonotonicClock : TimeSpan.MaxValue;
                if (left > TimeSpan.Zero)
                {
                    Monitor.Wait(gate, left > TimeSpan.FromDays(1) ? -1 : (int)Math.Ceiling(left.TotalMilliseconds));
                    continue;
                }
                timers.Dequeue();
                if (next.Cancelable is not { IsCancellationRequested: true }) return next.Action;
            }
            return null;
        }
    }
}
