namespace Akka.Actor;

/// <summary>The clock and alarm of an actor system.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    IAdvancedScheduler Advanced { get; }
}
