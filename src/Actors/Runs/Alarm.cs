using Akka.Actor;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// Wakes an actor by a <see cref="Ring"/> at the earliest of the times that it asked for. It may ring too early, never
/// too late; a timer that is set is not set again for a later time.
/// </summary>
internal sealed class Alarm(IActorRef self, IScheduler scheduler, SimulationClock clock)
{
    private double atSeconds = double.PositiveInfinity;

    /// <summary>Rings at a time at the latest; infinite asks for nothing.</summary>
    public void SetFor(double seconds)
    {
        if (seconds >= atSeconds) return;
        atSeconds = seconds;
        var ring = new Ring(seconds);
        if (seconds <= clock.NowSeconds) self.Tell(ring);
        else scheduler.ScheduleTellOnce(clock.Until(seconds), self, ring, self);
    }

    /// <summary>To be asked when a ring has come; false for one that an earlier one has replaced.</summary>
    public bool HasRung(Ring ring)
    {
        if (ring.AtSeconds != atSeconds) return false;
        atSeconds = double.PositiveInfinity;
        return true;
    }

    /// <summary>To the actor, for the time that it asked for.</summary>
    public sealed record Ring(double AtSeconds);
}
