using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary>The one implementation of a system.</summary>
internal sealed class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly LocalActorRefProvider _provider;
    private long _uids;

    public ActorSystemImpl(string name, Config config)
    {
        Name = name;
        Settings = new Settings(this, config);
        EventStream = new EventStream();
        EventStream.SetLogLevel(Logging.LogLevelFor(Settings.LogLevel));
        Log = new BusLogging(EventStream, $"ActorSystem({name})", typeof(ActorSystem));
        _provider = new LocalActorRefProvider(this);
        Dispatchers = new Dispatchers(this);
        Mailboxes = new Mailboxes(Settings.Config);
        Scheduler = SchedulerLoader.Create(this);
        Shutdown = new SystemShutdown(this);
        RootGuardian = new RootGuardian(this);
        Guardian = LocalActorRef.Create(this, Props.Create<GuardianActor>(), RootGuardian, "user");
        SystemGuardian = LocalActorRef.Create(this, Props.Create<GuardianActor>(), RootGuardian, "system");
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override ILoggingAdapter Log { get; }

    public override Dispatchers Dispatchers { get; }

    public Mailboxes Mailboxes { get; }

    public override IScheduler Scheduler { get; }

    public override IActorRefProvider Provider => _provider;

    public override IActorRef DeadLetters => _provider.DeadLetters;

    public DeadLetterActorRef DeadLetterOffice => (DeadLetterActorRef)_provider.DeadLetters;

    public RootGuardian RootGuardian { get; }

    public override LocalActorRef Guardian { get; }

    public override LocalActorRef SystemGuardian { get; }

    public SystemShutdown Shutdown { get; }

    public IReadOnlyList<LocalActorRef> Loggers { get; private set; } = [];

    public override Task WhenTerminated => Shutdown.Terminated;

    public void Start()
    {
        Guardian.Start();
        SystemGuardian.Start();
        Loggers = LoggerLoader.Start(this);
    }

    /// <summary>Tells the incarnations of a name apart; never 0.</summary>
    public long NextUid() => Interlocked.Increment(ref _uids);

    /// <summary>The one <typeparamref name="T"/> of this system.</summary>
    public T Extension<T>(Func<ActorSystemImpl, T> create)
        where T : class =>
        (T)_extensions.GetOrAdd(typeof(T), _ => new Lazy<object>(() => create(this))).Value;

    public override IActorRef ActorOf(Props props, string? name = null) => Guardian.Cell.ActorOf(props, name);

    public override IActorRef SystemActorOf(Props props, string? name = null) =>
        SystemGuardian.Cell.ActorOf(props, name);

    public override void Stop(IActorRef actor) => ((IInternalActorRef)actor).Stop();

    public override void RegisterOnTermination(Action code) => Shutdown.Register(code);

    public override Task Terminate()
    {
        _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        return WhenTerminated;
    }

    public void StopScheduler() => (Scheduler as ThreadScheduler)?.Stop();
}
