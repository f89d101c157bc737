using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Time;
using EditableDeepSC.Actors.Users;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// The supervisor of a run: users, their links, the pools, and the stream of symbols between them. It ends when all
/// users are done, and its result is the ledger's balance and the pools' reports.
/// </summary>
internal sealed class Simulation : ReceiveActor, IWithTimers
{
    private readonly RunContext run;
    private readonly RunStatistics statistics;
    private readonly TaskCompletionSource<RunResult> result;
    private readonly IActorRef deadLetters;
    private readonly IActorRef[] users;
    private readonly IActorRef encoders;
    private readonly IActorRef decoders;
    private int usersDone;
    private RunEnd end = RunEnd.Finished;
    private bool isEnding;
    private RunSnapshot lastProgress;
    private double lastProgressSeconds;
    private double endedSeconds;
    private IReadOnlyList<string> hung = [];
    private Balance? balance;
    private PoolReport? encoding, decoding;

    public Simulation(SimulationPlan plan, SimulationClock clock, RunGauges gauges, RunStatistics statistics,
        IActorRef ledger, IActorRef deadLetters, ComputeThreads? threads, TaskCompletionSource<RunResult> result,
        IActorRef? reception = null, CancellationToken stop = default)
    {
        (this.deadLetters, this.statistics, this.result) = (deadLetters, statistics, result);
        try
        {
            var faults = new FaultPlan(plan.Options.Faults, new((ulong)plan.Options.Seed));
            run = new RunContext(plan.Options, clock, gauges, faults, plan.Codec, plan.Times, ledger)
            {
                Virtual = (Context.System.Scheduler as VirtualScheduler),
                Threads = plan.Codec.IsQuick ? null : threads,
                Stop = stop,
            };
            encoders = Context.ActorOf(Making.Of(() => new EncoderPool(run)), "encoders");
            decoders = Context.ActorOf(Making.Of(() => new DecoderPool(run)), "decoders");
            reception?.Tell(new Reception.Open(encoders, decoders, gauges));
            users = StartUsers(plan);
        }
        catch (Exception cause)
        {
            result.TrySetException(cause);
            throw;
        }
        Receive<UserActor.Finished>(_ =>
        {
            usersDone++;
            if (usersDone == users.Length) AskForReports();
        });
        Receive<Interrupt>(_ => Stop(RunEnd.Interrupted));
        Receive<Hang>(message =>
        {
            (hung, end) = (message.Workers, RunEnd.Stalled);
            AskForReports();
        });
        Receive<Tick>(_ => Sample());
        Receive<Balance>(closed =>
        {
            balance = closed;
            deadLetters.Tell(new DeadLetterCounter.GetCount());
        });
        Receive<PoolReport>(report =>
        {
            if (Sender.Equals(encoders)) encoding = report;
            else decoding = report;
            if (encoding is not null && decoding is not null) run.Ledger.Tell(new Ledger.Close());
        });
        Receive<DeadLetterCounter.Counted>(letters => result.TrySetResult(new RunResult(balance!, statistics,
            encoding!, decoding!, letters.Count, endedSeconds, 0, end)
        { HungWorkers = hung }));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        var interval = TimeSpan.FromSeconds(Math.Max(0.02, run.Options.SampleSeconds));
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, interval);
        if (users.Length == 0) AskForReports();
    }

    /// <summary>A pool, user or link that breaks on its own, not over one batch, breaks the run.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        result.TrySetException(cause is ActorInitializationException { Actor: { } actor } ? CannotBegin(actor, cause) : cause);
        return Directive.Stop;
    });

    private static RunFailedException CannotBegin(IActorRef actor, Exception cause)
    {
        var root = cause.GetBaseException();
        return new RunFailedException($"{actor.Path.Name} of {actor.Path.Parent.Name} cannot begin: {root.Message}", root);
    }

    /// <summary>Users and links, and the stream of frames from the air over the links to the decoders.</summary>
    private IActorRef[] StartUsers(SimulationPlan plan)
    {
        List<IActorRef> actors = [];
        foreach (var host in plan.Hosts())
        {
            var (group, first) = (host.Group, host.Plan.First.Value);
            var link = Context.ActorOf(Making.Of(
                () => new LinkActor(run, group.Link, host.Policy(run.Options.Adapters), encoders, host.Cells(run.Options))),
                $"link-{first}");
            actors.Add(Context.ActorOf(Making.Of(() => new UserActor(run, group, host.Behaviour(), link)), $"user-{first}"));
        }
        Source.FromGraph(new AirStage(run, plan.Links, encoders))
            .Via(Flow.FromGraph(new LinkStage()))
            .To(Sink.ActorRefWithAck<Journey>(decoders, new DecoderPool.StreamStarted(), DecoderPool.Ack.Instance,
                new DecoderPool.StreamEnded(), cause => new DecoderPool.StreamFailed(cause)))
            .Run(Context.Materializer());
        return [.. actors];
    }

    private void Stop(RunEnd why)
    {
        if (isEnding || run.Gauges.IsStopping) return;
        end = why;
        run.Gauges.IsStopping = true;
        foreach (var user in users) user.Tell(UserActor.Stop.Instance);
        encoders.Tell(new WorkerPool.GiveUp());
        decoders.Tell(new WorkerPool.GiveUp());
    }

    private void Sample()
    {
        run.Ledger.Tell(new Ledger.TakeSample(run.Clock.NowSeconds));
        var now = run.Clock.NowSeconds;
        var progress = run.Gauges.Snapshot(0) with
        {
            EncoderQueue = 0,
            AirQueue = 0,
            DecoderQueue = 0,
            WireBytes = 0,
            RoundTripMs = 0,
        };
        if (progress != lastProgress || progress.InFlight == 0) (lastProgress, lastProgressSeconds) = (progress, now);
        if (now - lastProgressSeconds < run.Options.StallSeconds || isEnding) return;
        end = RunEnd.Stalled;
        AskForReports();
    }

    /// <summary>The pools report, then the ledger closes, then the dead letters are counted: all by messages.</summary>
    private void AskForReports()
    {
        if (isEnding) return;
        isEnding = true;
        Timers.CancelAll(); // nothing is sampled after the end
        endedSeconds = run.Clock.NowSeconds;
        encoders.Tell(new WorkerPool.GetReport());
        decoders.Tell(new WorkerPool.GetReport());
    }

    /// <summary>To end the run in order: what waits is given up, what is being computed ends where it can.</summary>
    public sealed record Interrupt;

    /// <summary>Workers whose batches give nothing: the run cannot go on.</summary>
    public sealed record Hang(IReadOnlyList<string> Workers);

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}

/// <summary>A run that could not go on; the message says what broke.</summary>
public sealed class RunFailedException(string message, Exception cause) : Exception(message, cause);
