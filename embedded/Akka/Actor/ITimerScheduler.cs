namespace Akka.Actor;

/// <summary>
/// Timers of one actor, by key. A new timer replaces one with the same key; a message of a timer that was cancelled
/// or replaced is not received, even where it is in the mailbox already. Restart and stop cancel all.
/// </summary>
public interface ITimerScheduler
{
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    bool IsTimerActive(object key);

    void Cancel(object key);

    void CancelAll();
}
