using Akka.Actor;
using Akka.Streams.Islands;

namespace Akka.Streams.Stage;

/// <summary>A stage logic with timers: setting one again replaces it, and none fires once cancelled.</summary>
public abstract class TimerGraphStageLogic : GraphStageLogic
{
    private readonly Dictionary<object, Timer> _timers = [];

    protected TimerGraphStageLogic(Shape shape) : base(shape)
    {
    }

    protected internal abstract void OnTimer(object timerKey);

    protected internal void ScheduleOnce(object timerKey, TimeSpan delay)
    {
        var timer = Replace(timerKey, repeats: false);
        timer.Handle = Island.Materializer.ScheduleOnce(delay, timer.Post);
    }

    protected internal void ScheduleRepeatedly(object timerKey, TimeSpan interval) =>
        ScheduleRepeatedly(timerKey, interval, interval);

    protected internal void ScheduleRepeatedly(object timerKey, TimeSpan initialDelay, TimeSpan interval)
    {
        var timer = Replace(timerKey, repeats: true);
        timer.Handle = Island.Materializer.ScheduleRepeatedly(initialDelay, interval, timer.Post);
    }

    protected internal void CancelTimer(object timerKey)
    {
        if (_timers.Remove(timerKey, out var timer))
            timer.Handle.Cancel();
    }

    protected internal bool IsTimerActive(object timerKey) => _timers.ContainsKey(timerKey);

    protected internal override void AfterPostStop()
    {
        foreach (var timer in _timers.Values)
            timer.Handle.Cancel();
        _timers.Clear();
        base.AfterPostStop();
    }

    private Timer Replace(object key, bool repeats)
    {
        CancelTimer(key);
        return _timers[key] = new Timer(this, key, repeats);
    }

    private void Fire(Timer timer)
    {
        if (!_timers.TryGetValue(timer.Key, out var current) || !ReferenceEquals(current, timer))
            return;
        if (!timer.Repeats)
            _timers.Remove(timer.Key);
        OnTimer(timer.Key);
    }

    private sealed class Timer
    {
        private readonly StageEvent _signal;
        private readonly TimerGraphStageLogic _stage;

        internal Timer(TimerGraphStageLogic stage, object key, bool repeats)
        {
            _stage = stage;
            _signal = new StageEvent(stage, () => stage.Fire(this));
            Key = key;
            Repeats = repeats;
        }

        internal object Key { get; }

        internal bool Repeats { get; }

        internal ICancelable Handle { get; set; } = null!;

        internal void Post() => _stage.Island.Post(_signal);
    }
}
