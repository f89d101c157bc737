using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Streams.Blueprints;

namespace Akka.Streams.Islands;

/// <summary>Builds the islands of a graph and gives each an actor under one supervisor.</summary>
internal sealed class IslandMaterializer : ActorMaterializer
{
    /// <summary>The one materializer that a system gives to all who ask for none in particular.</summary>
    private static readonly ConditionalWeakTable<ActorSystem, IslandMaterializer> Shared = [];

    private static long _materializers;

    private readonly string _namePrefix;
    private readonly Attributes _defaults;
    private readonly LocalActorRef _supervisor;
    private long _flows;
    private volatile bool _isShutdown;

    private IslandMaterializer(
        ActorSystem system, IActorRefFactory context, ActorMaterializerSettings settings, string namePrefix)
    {
        System = system;
        Settings = settings;
        _defaults = settings.ToAttributes();
        _namePrefix = namePrefix;
        var name = $"StreamSupervisor-{Interlocked.Increment(ref _materializers) - 1}";
        _supervisor = (LocalActorRef)context.ActorOf(Props.Create(() => new StreamSupervisor(this)), name);
    }

    public override ActorMaterializerSettings Settings { get; }

    public override ActorSystem System { get; }

    public override bool IsShutdown => _isShutdown;

    internal static new IslandMaterializer Create(
        IActorRefFactory context, ActorMaterializerSettings? settings, string? namePrefix)
    {
        var system = context switch
        {
            ActorSystem actorSystem => actorSystem,
            IActorContext actorContext => actorContext.System,
            _ => throw new ArgumentException(
                $"Context is {context?.GetType()}; it must be an ActorSystem or an IActorContext.", nameof(context)),
        };
        if (ReferenceEquals(context, system) && settings is null && namePrefix is null)
            return Shared.GetValue(system, New);
        return New(system);

        IslandMaterializer New(ActorSystem owner) =>
            new(owner, context, settings ?? ActorMaterializerSettings.Create(owner), namePrefix ?? "Flow");
    }

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) =>
        Materialize(runnable, Attributes.None);

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) =>
        Materialize(runnable, initialAttributes, null);

    /// <summary>Materializes; the root island goes into <paramref name="host"/> if there is one.</summary>
    internal TMat Materialize<TMat>(
        IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes, IslandActor? host)
    {
        var blueprint = runnable.Blueprint;
        var plan = Plan.Start(this, _defaults.And(initialAttributes).And(blueprint.Attributes));
        var part = blueprint.Build(plan);
        Run(plan, host);
        return (TMat)part.MaterializedValue!;
    }

    /// <summary>Creates an actor that ends with this materializer; any thread may call it.</summary>
    internal IActorRef ActorOf(Props props, string name)
    {
        if (_isShutdown)
            throw ShutDown(null);
        try
        {
            var actor = _supervisor.Cell.ActorOf(props, $"{_namePrefix}-{Interlocked.Increment(ref _flows)}-{name}");
            if (_isShutdown)
                System.Stop(actor); // it may have come too late to be stopped with the others
            return actor;
        }
        catch (InvalidOperationException stopping)
        {
            throw ShutDown(stopping);
        }
    }

    public override ICancelable ScheduleOnce(TimeSpan delay, Action action) =>
        System.Scheduler.Advanced.ScheduleOnceCancelable(delay, action);

    public override ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        System.Scheduler.Advanced.ScheduleRepeatedlyCancelable(initialDelay, interval, action);

    public override ILoggingAdapter MakeLogger(object logSource) =>
        Logging.GetLogger(System, logSource.GetType());

    public override void Shutdown()
    {
        _isShutdown = true;
        _supervisor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
    }

    internal void SupervisorStopped() => _isShutdown = true;

    private void Run(Plan plan, IslandActor? host)
    {
        var own = plan.Islands.Where(island => !island.IsEmpty && (host is null || island != plan.Island)).ToList();
        var spawned = new List<IActorRef>();
        try
        {
            foreach (var island in own)
                spawned.Add(island.Host = Spawn(island));
        }
        catch
        {
            spawned.ForEach(System.Stop);
            throw;
        }

        host?.Adopt(plan.Island);
        foreach (var island in own)
            island.Post(new StartEvent(island));
    }

    private static IllegalStateException ShutDown(Exception? cause) =>
        new("Attempted to call Materialize() after the ActorMaterializer has been shut down.", cause);

    private IActorRef Spawn(Island island)
    {
        var props = Props.Create(() => new IslandActor(island, this));
        if (island.Attributes.GetAttribute<ActorAttributes.Dispatcher>() is { Name: var dispatcher })
            props = props.WithDispatcher(dispatcher);
        return ActorOf(props, island.Attributes.GetNameOrDefault());
    }

    private sealed class StreamSupervisor(IslandMaterializer materializer) : ActorBase
    {
        protected override bool Receive(object message) => false;

        protected override void PostStop() => materializer.SupervisorStopped();

        // An island that was restarted would have lost what it held: it stops, and its stages say so.
        protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;
    }
}
