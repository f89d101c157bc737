using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace EditableDeepSC.Actors.Time;

/// <summary>A scheduler of Akka.NET that only needs to know how to run an action later.</summary>
internal abstract class ActionScheduler(Config config, ILoggingAdapter log) : SchedulerBase(config, log)
{
    /// <summary>Runs an action after a delay, unless it is cancelled before.</summary>
    protected abstract void Add(TimeSpan delay, Action action, ICancelable? cancelable);

    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver,
        object message, IActorRef sender, ICancelable cancelable) =>
        Repeat(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Add(delay, action, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Repeat(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Add(delay, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Repeat(initialDelay, interval, action.Run, cancelable);

    private void Repeat(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable) => Add(delay, () =>
    {
        action();
        if (cancelable is not { IsCancellationRequested: true }) Repeat(interval, interval, action, cancelable);
    }, cancelable);
}
