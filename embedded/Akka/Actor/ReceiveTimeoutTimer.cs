namespace Akka.Actor;

/// <summary>Sends <see cref="ReceiveTimeout"/> when an actor has been without a message for long enough.</summary>
internal sealed class ReceiveTimeoutTimer(ActorCell cell)
{
    private ICancelable? _pending;
    private bool _reset;

    public TimeSpan? Timeout { get; private set; }

    public void Set(TimeSpan? timeout)
    {
        if (timeout is { } length && length <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), length, "A receive timeout must be positive.");
        }

        Timeout = timeout;
        _reset = true;
        if (ActorCell.Current != cell || timeout is null)
        {
            _pending?.Cancel();
        }
    }

    public void BeforeMessage(object message)
    {
        _reset = message is not INotInfluenceReceiveTimeout;
        if (_reset)
        {
            _pending?.Cancel();
        }
    }

    public void AfterMessage()
    {
        if (!_reset)
        {
            return;
        }

        _reset = false;
        _pending?.Cancel();
        _pending = Timeout is { } timeout
            ? cell.System.Scheduler.ScheduleTellOnceCancelable(
                timeout, cell.Self, Actor.ReceiveTimeout.Instance, cell.Self)
            : null;
    }
}
