namespace Akka.Actor;

/// <summary>The timers of one actor.</summary>
internal sealed class ActorTimers(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, (TimerFired Fired, ICancelable Pending)> _timers = [];

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, interval, interval);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval)
    {
        Cancel(key);
        var fired = new TimerFired(key, msg, repeats: true);
        _timers.Add(key, (fired, cell.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            initialDelay, interval, cell.Self, fired, cell.Self)));
    }

    public void StartSingleTimer(object key, object msg, TimeSpan timeout)
    {
        Cancel(key);
        var fired = new TimerFired(key, msg, repeats: false);
        _timers.Add(key, (fired, cell.System.Scheduler.ScheduleTellOnceCancelable(
            timeout, cell.Self, fired, cell.Self)));
    }

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
        {
            timer.Pending.Cancel();
        }
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
        {
            timer.Pending.Cancel();
        }

        _timers.Clear();
    }

    public void Receive(TimerFired fired)
    {
        if (!_timers.TryGetValue(fired.Key, out var timer) || timer.Fired != fired)
        {
            return;
        }

        if (!fired.Repeats)
        {
            _timers.Remove(fired.Key);
        }

        cell.ReceiveMessage(fired.Message);
    }
}
