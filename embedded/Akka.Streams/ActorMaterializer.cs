using Akka.Actor;
using Akka.Event;
using Akka.Streams.Islands;

namespace Akka.Streams;

/// <summary>Runs streams in actors below its context: an actor system, or an actor with whose end they end.</summary>
public abstract class ActorMaterializer : IMaterializer, IDisposable
{
    public abstract ActorMaterializerSettings Settings { get; }

    public abstract ActorSystem System { get; }

    /// <summary>True once no further graph can be materialized.</summary>
    public abstract bool IsShutdown { get; }

    public static ActorMaterializer Create(
        IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null) =>
        IslandMaterializer.Create(context, settings, namePrefix);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes);

    public abstract ICancelable ScheduleOnce(TimeSpan delay, Action action);

    public abstract ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    public abstract ILoggingAdapter MakeLogger(object logSource);

    /// <summary>Stops all streams of this materializer abruptly.</summary>
    public abstract void Shutdown();

    public void Dispose()
    {
        Shutdown();
        GC.SuppressFinalize(this);
    }
}
