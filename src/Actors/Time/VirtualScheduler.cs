using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Time;

/// <summary>
/// Virtual time for one actor system: one queue of what may run now, which <see cref="VirtualDispatcher"/> fills, and
/// timers to which the clock jumps when the queue is empty. All runs on the thread that calls
/// <see cref="RunUntil"/>, in an order that depends on nothing but the seed; work that computes for real is waited for
/// where the virtual order needs its result.
/// </summary>
internal sealed class VirtualScheduler : ActionScheduler
{
    /// <summary>The key of the configuration: 0 is first in, first out; else the order of equals is drawn by it.</summary>
    public const string ShuffleKey = "eds.shuffle";

    private const int LongestTail = 4096;

    private readonly List<IRunnable> ready = [];
    private readonly ConcurrentQueue<IRunnable> foreign = new();
    private readonly PriorityQueue<Due, (long Ticks, long Number)> timers = new();
    private readonly SortedSet<(long LeastTicks, long Number)> computing = [];
    private readonly ConcurrentQueue<Action> computed = new();
    private readonly object gate = new();
    private readonly PhiloxKey? shuffle;
    private bool hasArrived;
    private int head;
    private uint drawn;
    private long numbers;
    private long nowTicks;
    private int thread = -1;

    public VirtualScheduler(Config config, ILoggingAdapter log) : base(config, log)
    {
        var seed = config.GetLong(ShuffleKey, 0);
        if (seed != 0) shuffle = new PhiloxKey(new Seed((ulong)seed), StreamPurpose.Schedule, default, default);
    }

    public override TimeSpan MonotonicClock => TimeSpan.FromTicks(nowTicks);

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => DateTimeOffset.UnixEpoch.AddTicks(nowTicks);

    /// <summary>Sees each message before it is handled, where the mailboxes are <see cref="TracedMailbox"/>es.</summary>
    public Action<TracedMessage>? Trace { get; set; }

    /// <summary>Lets something run as soon as it is its turn; from any thread.</summary>
    public void Execute(IRunnable run)
    {
        if (Environment.CurrentManagedThreadId == thread)
        {
            ready.Add(run);
            return;
        }
        foreign.Enqueue(run);
        Arrive();
    }

    /// <summary>
    /// Computes for real; what it gives is told to an actor when it would be done in virtual time.
    /// </summary>
    /// <param name="threads">Where it is computed; null is here and now.</param>
    /// <param name="compute">Gives the message and how long it is said to have taken, seconds.</param>
    /// <param name="leastSeconds">What it takes at least: so far the clock may go on without the result.</param>
    /// <param name="to">Who is told.</param>
    public void Compute(
        ComputeThreads? threads, Func<(object Message, double Seconds)> compute, double leastSeconds, IActorRef to)
    {
        var (startTicks, leastTicks, number) = (nowTicks, nowTicks + TicksOf(leastSeconds), numbers++);
        if (threads is null)
        {
            Promise(compute());
            return;
        }
        computing.Add((leastTicks, number));
        threads.Run(MessageText.NameOf(to), () =>
        {
            var result = compute();
            computed.Enqueue(() =>
            {
                computing.Remove((leastTicks, number));
                Promise(result);
            });
            Arrive();
        });

        void Promise((object Message, double Seconds) result) => timers.Enqueue(
            new Due(() => to.Tell(result.Message), null),
            (Math.Max(leastTicks, startTicks + TicksOf(result.Seconds)), number));
    }

    /// <summary>
    /// Runs on this thread until something is true; false where nothing is left that could make it so.
    /// </summary>
    /// <param name="isDone">Asked when nothing is ready to run.</param>
    /// <param name="patience">How long, by the machine's clock, to wait for any result of what is being computed.</param>
    /// <param name="hang">Called where none has come for so long; it should see to an end.</param>
    public bool RunUntil(Func<bool> isDone, TimeSpan patience, Action hang)
    {
        thread = Environment.CurrentManagedThreadId;
        while (true)
        {
            Take();
            if (TryNext(out var run)) run.Run();
            else if (isDone()) return true;
            else if (!TryAdvance(patience, hang)) return false;
        }
    }

    /// <summary>
    /// Runs what is ready, and what other threads bring, until a task of theirs is done; the clock stands still.
    /// </summary>
    public void RunBeside(Task task)
    {
        while (!task.IsCompleted)
        {
            Take();
            if (TryNext(out var run)) run.Run();
            else Await(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Rounded up: what is due has come when its timer fires.</summary>
    private static long TicksOf(double seconds) => (long)Math.Ceiling(seconds * TimeSpan.TicksPerSecond);

    protected override void Add(TimeSpan delay, Action action, ICancelable? cancelable) => timers.Enqueue(
        new Due(action, cancelable), (nowTicks + Math.Max(0, delay.Ticks), numbers++));

    /// <summary>Wakes <see cref="Await"/>; from any thread.</summary>
    private void Arrive()
    {
        lock (gate)
        {
            hasArrived = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Whether something arrived in time.</summary>
    private bool Await(TimeSpan most)
    {
        lock (gate)
        {
            if (!hasArrived) Monitor.Wait(gate, most);
            var arrived = hasArrived;
            hasArrived = false;
            return arrived;
        }
    }

    private void Take()
    {
        while (foreign.TryDequeue(out var run)) ready.Add(run);
        while (computed.TryDequeue(out var finish)) finish();
    }

    private bool TryNext(out IRunnable run)
    {
        if (head == ready.Count)
        {
            ready.Clear();
            head = 0;
            run = null!;
            return false;
        }
        if (shuffle is { } key)
        {
            var chosen = head + (int)((ready.Count - head) * key.Uniform(drawn++));
            (ready[head], ready[chosen]) = (ready[chosen], ready[head]);
        }
        run = ready[head++];
        if (head > LongestTail && head > ready.Count / 2)
        {
            ready.RemoveRange(0, head);
            head = 0;
        }
        return true;
    }

    /// <summary>Fires the next timer, once no computation could come before it.</summary>
    private bool TryAdvance(TimeSpan patience, Action hang)
    {
        var hasTimer = timers.TryPeek(out _, out var next);
        if (computing.Count > 0 && (!hasTimer || computing.Min.CompareTo(next) < 0))
        {
            if (!Await(patience)) hang();
            return true;
        }
        if (!hasTimer) return false;
        Fire();
        if (shuffle is not null) FireEquals(patience, hang);
        return true;
    }

    /// <summary>Fires all else that is due at this moment, so that the shuffle draws among all of it.</summary>
    private void FireEquals(TimeSpan patience, Action hang)
    {
        while (true)
        {
            if (computing.Count > 0 && computing.Min.LeastTicks <= nowTicks)
            {
                if (!Await(patience))
                {
                    hang();
                    return;
                }
                Take();
            }
            else if (timers.TryPeek(out _, out var due) && due.Ticks <= nowTicks)
            {
                Fire();
            }
            else
            {
                return;
            }
        }
    }

    private void Fire()
    {
        timers.TryDequeue(out var due, out var at);
        if (due.Cancelable is { IsCancellationRequested: true }) return;
        nowTicks = Math.Max(nowTicks, at.Ticks);
        due.Action();
    }

    private readonly record struct Due(Action Action, ICancelable? Cancelable);
}

/// <summary>The clock of a <see cref="VirtualScheduler"/>.</summary>
internal sealed class VirtualTimeProvider(VirtualScheduler scheduler) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => scheduler.MonotonicClock.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + scheduler.MonotonicClock;
}
