namespace Akka.Actor;

/// <summary>Turns the ways to schedule into one: an action at a time, once or repeated.</summary>
public abstract class SchedulerBase : IScheduler, IAdvancedScheduler
{
    internal SchedulerBase()
    {
    }

    public abstract TimeSpan MonotonicClock { get; }

    public abstract TimeSpan HighResMonotonicClock { get; }

    DateTimeOffset ITimeProvider.Now => TimeNow;

    IAdvancedScheduler IScheduler.Advanced => this;

    protected abstract DateTimeOffset TimeNow { get; }

    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action) =>
        Add(Checked(delay), null, action, null);

    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(Checked(delay), null, action, cancelable);

    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        Add(Checked(initialDelay), Positive(interval), action, null);

    void IActionScheduler.ScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(Checked(initialDelay), Positive(interval), action, cancelable);

    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        Add(Checked(delay), null, () => receiver.Tell(message, sender), null);

    void ITellScheduler.ScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(Checked(delay), null, () => receiver.Tell(message, sender), cancelable);

    void ITellScheduler.ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        Add(Checked(initialDelay), Positive(interval), () => receiver.Tell(message, sender), null);

    void ITellScheduler.ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable) =>
        Add(Checked(initialDelay), Positive(interval), () => receiver.Tell(message, sender), cancelable);

    /// <summary>Runs the action after the delay, then every interval if there is one.</summary>
    internal abstract void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable);

    private static TimeSpan Checked(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return delay;
    }

    private static TimeSpan Positive(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return interval;
    }
}
