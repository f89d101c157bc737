using Akka.Actor;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// Wakes an actor by a message at the earliest of the times that it asked for. It may ring too early, never too late;
/// a timer that is set is not set again for a later time.
/// </summary>
internal sealed class Alarm(IActorRef self, ITimerScheduler timers, SimulationClock clock, object message)
{
    private double atSeconds = double.PositiveInfinity;

    /// <summary>Rings at a time at the latest; infinite asks for nothing.</summary>
    public void SetFor(double seconds)
    {
        if (seconds >= atSeconds) return;
        atSeconds = seconds;
        if (seconds <= clock.NowSeconds) self.Tell(message);
        else timers.StartSingleTimer(message, message, clock.Until(seconds));
    }

    /// <summary>To be called when the message has come.</summary>
    public void HasRung() => atSeconds = double.PositiveInfinity;
}
