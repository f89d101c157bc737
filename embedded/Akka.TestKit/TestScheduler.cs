using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time moves only with <see cref="Advance"/>, on the thread that calls it.</summary>
public class TestScheduler : SchedulerBase
{
    private readonly DateTimeOffset _start = DateTimeOffset.UnixEpoch;
    private readonly PriorityQueue<Action, (TimeSpan Due, long Number)> _entries = new();
    private TimeSpan _now;
    private long _number;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
    }

    public DateTimeOffset Now => TimeNow;

    public override TimeSpan MonotonicClock => _now;

    public override TimeSpan HighResMonotonicClock => _now;

    protected override DateTimeOffset TimeNow => _start + _now;

    /// <summary>Runs what falls due within <paramref name="offset"/> from now, in order.</summary>
    public void Advance(TimeSpan offset)
    {
        var until = _now + offset;
        while (TakeDue(until) is { } action)
        {
            action();
        }

        _now = until;
    }

    public void AdvanceTo(DateTimeOffset when) => Advance(when - TimeNow);

    internal override void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        lock (_entries)
        {
            _entries.Enqueue(() => RunAndRepeat(interval, action, cancelable), (_now + delay, _number++));
        }
    }

    private void RunAndRepeat(TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        if (cancelable is { IsCancellationRequested: true })
        {
            return;
        }

        if (interval is { } next)
        {
            Add(next, interval, action, cancelable);
        }

        action();
    }

    private Action? TakeDue(TimeSpan until)
    {
        lock (_entries)
        {
            if (!_entries.TryPeek(out var action, out var priority) || priority.Due > until)
            {
                return null;
            }

            _entries.Dequeue();
            _now = priority.Due > _now ? priority.Due : _now;
            return action;
        }
    }
}
