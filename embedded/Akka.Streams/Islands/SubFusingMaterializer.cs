using Akka.Actor;

namespace Akka.Streams.Islands;

/// <summary>Materializes into the actor of the stage that uses it; asynchronous parts still get their own.</summary>
internal sealed class SubFusingMaterializer(IslandMaterializer outer, IslandActor host) : IMaterializer
{
    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) => Materialize(runnable, Attributes.None);

    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) =>
        outer.Materialize(runnable, initialAttributes, host);

    public ICancelable ScheduleOnce(TimeSpan delay, Action action) => outer.ScheduleOnce(delay, action);

    public ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        outer.ScheduleRepeatedly(initialDelay, interval, action);
}
