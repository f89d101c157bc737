using System.Diagnostics;

namespace Akka.Actor;

/// <summary>
/// The scheduler of a system: a queue ordered by due time, then by order of scheduling, and one thread that waits
/// for its head. The thread starts with the first entry.
/// </summary>
internal sealed class ThreadScheduler : SchedulerBase
{
    private const int FewEntries = 1024;

    private readonly PriorityQueue<Entry, (TimeSpan Due, long Number)> _entries = new();
    private readonly Action<Exception> _reportFailure;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly string _name;
    private Thread? _thread;
    private long _number;
    private int _purgeAt = FewEntries;
    private bool _stopped;

    public ThreadScheduler(string name, Action<Exception> reportFailure)
    {
        _name = name;
        _reportFailure = reportFailure;
    }

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(_start);

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => DateTimeOffset.UtcNow;

    /// <summary>Drops what is scheduled and waits until the thread has ended.</summary>
    public void Stop()
    {
        Thread? thread;
        lock (_entries)
        {
            _stopped = true;
            _entries.Clear();
            thread = _thread;
            Monitor.Pulse(_entries);
        }

        thread?.Join();
    }

    internal override void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        lock (_entries)
        {
            if (_stopped)
            {
                throw new SchedulerException("cannot enqueue after timer shutdown");
            }

            Enqueue(new Entry(MonotonicClock + delay, interval, action, cancelable));
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = _name };
                _thread.UnsafeStart();
            }
        }
    }

    private void Enqueue(Entry entry)
    {
        if (_entries.Count >= _purgeAt)
        {
            Purge();
        }

        _entries.Enqueue(entry, (entry.Due, _number++));
        if (ReferenceEquals(_entries.Peek(), entry))
        {
            Monitor.Pulse(_entries);
        }
    }

    /// <summary>
    /// Lets go of what was cancelled long before it is due, as timeouts are. Each time half of the entries are new, so
    /// an entry costs a constant time.
    /// </summary>
    private void Purge()
    {
        var live = _entries.UnorderedItems
            .Where(item => item.Element.Cancelable is not { IsCancellationRequested: true }).ToArray();
        _entries.Clear();
        _entries.EnqueueRange(live);
        _purgeAt = Math.Max(FewEntries, 2 * live.Length);
    }

    private void Run()
    {
        while (Next() is { } entry)
        {
            if (entry.Cancelable is { IsCancellationRequested: true })
            {
                continue;
            }

            try
            {
                entry.Action();
            }
            catch (Exception e)
            {
                _reportFailure(e);
            }

            Repeat(entry);
        }
    }

    /// <summary>Waits for the next due entry; null when the scheduler has stopped.</summary>
    private Entry? Next()
    {
        lock (_entries)
        {
            while (!_stopped)
            {
                if (!_entries.TryPeek(out var entry, out _))
                {
                    Monitor.Wait(_entries);
                    continue;
                }

                var wait = entry.Due - MonotonicClock;
                if (wait <= TimeSpan.Zero)
                {
                    return _entries.Dequeue();
                }

                Monitor.Wait(_entries, (int)Math.Min(Math.Ceiling(wait.TotalMilliseconds), int.MaxValue));
            }

            return null;
        }
    }

    private void Repeat(Entry entry)
    {
        if (entry.Interval is not { } interval)
        {
            return;
        }

        lock (_entries)
        {
            if (!_stopped)
            {
                Enqueue(entry with { Due = entry.Due + interval });
            }
        }
    }

    private sealed record Entry(TimeSpan Due, TimeSpan? Interval, Action Action, ICancelable? Cancelable);
}
