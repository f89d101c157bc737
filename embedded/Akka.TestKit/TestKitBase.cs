using System.Diagnostics;
using System.Linq.Expressions;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>An actor system and a test actor: what is sent to <see cref="TestActor"/>, the test can expect.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int _probes;

    private readonly Inbox _inbox = new();
    private readonly SynchronizationContext? _contextBefore;
    private long? _end;

    internal TestKitBase(Config? config, ActorSystem? system, string? actorSystemName, string? testActorName)
    {
        Sys = system ?? ActorSystem.Create(
            actorSystemName ?? "test", (config ?? Config.Empty).WithFallback(TestConfigs.DefaultConfig));
        TestKitSettings = new TestKitSettings(Sys.Settings.Config.WithFallback(TestConfigs.DefaultConfig));
        var cell = new TaskCompletionSource<ActorCell>();
        TestActor = ((ExtendedActorSystem)Sys).SystemActorOf(
            Props.Create(() => new InternalTestActor(_inbox, cell)).WithDispatcher("akka.test.test-actor.dispatcher"),
            testActorName ?? $"testActor{Interlocked.Increment(ref _probes)}");
        if (this is not INoImplicitSender)
        {
            InternalCurrentActorCellKeeper.Current = cell.Task.Result;
            _contextBefore = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(
                new ActorCellKeepingSynchronizationContext(cell.Task.Result));
        }
    }

    public ActorSystem Sys { get; }

    public TestKitSettings TestKitSettings { get; }

    /// <summary>The actor of this test, and the sender of what the test sends.</summary>
    public IActorRef TestActor { get; }

    public EventFilterFactory EventFilter => new(this);

    /// <summary>What is left of the innermost Within.</summary>
    public TimeSpan Remaining => _end is null
        ? throw new InvalidOperationException(@"Remaining may not be called outside of ""within""")
        : RemainingOr(TimeSpan.Zero);

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);

    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>());

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory));

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    public virtual TestProbe CreateTestProbe(string? name = null) => new(Sys, name);

    /// <summary>Sends <see cref="Terminated"/> to the test actor when <paramref name="actorToWatch"/> stops.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new TestWatch(actorToWatch), TestActor);
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new TestUnwatch(actorToUnwatch), TestActor);
        return actorToUnwatch;
    }

    /// <summary>Times <see cref="TestKitSettings.TestTimeFactor"/>.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration * TestKitSettings.TestTimeFactor;

    public TimeSpan RemainingOrDilated(TimeSpan? duration) =>
        duration is { } given ? Dilated(given) : RemainingOrDefault;

    /// <summary>Stops the system and waits for it.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var limit = duration ?? TimeSpan.FromSeconds(10);
        if (!Sys.Terminate().Wait(limit) && verifySystemShutdown)
        {
            throw new TimeoutException($"Failed to stop [{Sys.Name}] within [{limit}]");
        }
    }

    /// <summary>Fails where <paramref name="action"/> takes longer than <paramref name="max"/>.</summary>
    public void Within(
        TimeSpan max,
        Action action,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        var outer = _end;
        var limit = Dilated(max);
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        _end = outer is { } before ? Math.Min(before, end) : end;
        try
        {
            action();
        }
        finally
        {
            _end = outer;
        }

        var took = Stopwatch.GetElapsedTime(start);
        Check(took <= limit + (epsilonValue ?? TimeSpan.Zero), $"block took {took}, exceeding {limit}");
    }

    /// <summary>Takes the test actor off this thread.</summary>
    internal void EndOfTest()
    {
        InternalCurrentActorCellKeeper.Current = null;
        SynchronizationContext.SetSynchronizationContext(_contextBefore);
    }

    protected TimeSpan RemainingOr(TimeSpan duration)
    {
        if (_end is not { } end)
        {
            return duration;
        }

        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static void Check(bool condition, string failure) => Xunit.Assert.True(condition, failure);
}
