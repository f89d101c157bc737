namespace Akka.Actor;

/// <summary>An actor with timers; the engine sets them before PreStart.</summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}
