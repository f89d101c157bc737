using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// The supervisor of a run: users, their links, the pools, and the stream of symbols between them. It ends when all
/// users are done, and its result is the ledger's balance and the pools' reports.
/// </summary>
internal sealed class Simulation : ReceiveActor, IWithTimers
{
    private const int BatchesInStream = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunContext run;
    private readonly IActorRef deadLetters;
    private readonly RunStatistics statistics;
    private readonly TaskCompletionSource<RunResult> result;
    private readonly IActorRef[] users;
    private readonly IActorRef encoders;
    private readonly IActorRef decoders;
    private int usersDone;
    private RunEnd end = RunEnd.Finished;
    private bool isEnding;
    private RunSnapshot lastProgress;
    private double lastProgressSeconds;

    public Simulation(SimulationPlan plan, SimulationClock clock, RunGauges gauges, RunStatistics statistics,
        IActorRef ledger, IActorRef deadLetters, TaskCompletionSource<RunResult> result)
    {
        (this.deadLetters, this.statistics, this.result) = (deadLetters, statistics, result);
        try
        {
            var seed = new Seed((ulong)plan.Options.Seed);
            run = new RunContext(plan.Options, clock, gauges, new FaultPlan(plan.Options.Faults, seed), plan.Codec,
                new PictureSampler(seed, plan.Options.Adapters.SnrsDb), ledger);
            decoders = Context.ActorOf(Making.Of(() => new DecoderPool(run)), "decoders");
            var air = StartStream(plan);
            encoders = Context.ActorOf(Making.Of(() => new EncoderPool(run, air)), "encoders");
            users = [.. plan.UserSetups().Select(setup => Context.ActorOf(
                Making.Of(() => new UserActor(run, setup, encoders)), $"user-{setup.User.Value}"))];
        }
        catch (Exception cause)
        {
            result.TrySetException(cause);
            throw;
        }
        Receive<UserActor.Finished>(_ => CountUser());
        Receive<Interrupt>(_ => Stop(RunEnd.Interrupted));
        Receive<Tick>(_ => Sample());
        Receive<Reports>(Complete);
        Receive<Status.Failure>(failure => this.result.TrySetException(failure.Cause));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        var interval = TimeSpan.FromSeconds(Math.Max(0.02, run.Options.SampleSeconds / run.Options.TimeScale));
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, interval);
        if (users.Length == 0) AskForReports();
    }

    /// <summary>A pool, user or link that breaks on its own, not over one batch, breaks the run.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        result.TrySetException(cause);
        return Directive.Stop;
    });

    private ISourceQueueWithComplete<IReadOnlyList<Journey>> StartStream(SimulationPlan plan)
    {
        UserLink[] linkOf = [.. plan.LinkOfEachUser()];
        IActorRef[] links = [.. linkOf.Select((link, user) =>
            Context.ActorOf(Making.Of(() => new LinkActor(run, link)), $"link-{user}"))];
        var seed = new Seed((ulong)plan.Options.Seed);
        return Source.Queue<IReadOnlyList<Journey>>(BatchesInStream, OverflowStrategy.Backpressure)
            .SelectMany(frames => frames)
            .Via(Flow.FromGraph(new AirStage(run, (user, now) => linkOf[user.Value].Snr.SnrDbAt(seed, user, now))))
            .Via(Flow.FromGraph(new LinkStage(links)))
            .To(Sink.ActorRefWithAck<Journey>(decoders, new DecoderPool.StreamStarted(), DecoderPool.Ack.Instance,
                new DecoderPool.StreamEnded(), cause => new DecoderPool.StreamFailed(cause)))
            .Run(Context.Materializer());
    }

    private void CountUser()
    {
        usersDone++;
        if (usersDone == users.Length) AskForReports();
    }

    private void Stop(RunEnd why)
    {
        if (isEnding || run.Gauges.IsStopping) return;
        end = why;
        run.Gauges.IsStopping = true;
        foreach (var user in users) user.Tell(new UserActor.Stop());
        encoders.Tell(new PoolActors.GiveUp());
        decoders.Tell(new PoolActors.GiveUp());
    }

    private void Sample()
    {
        run.Ledger.Tell(new Ledger.TakeSample(run.Clock.NowSeconds));
        var now = run.Clock.WallSeconds;
        var progress = run.Gauges.Snapshot(0) with { EncoderQueue = 0, AirQueue = 0, DecoderQueue = 0 };
        if (progress != lastProgress || progress.InFlight == 0) (lastProgress, lastProgressSeconds) = (progress, now);
        if (now - lastProgressSeconds < run.Options.StallSeconds || isEnding) return;
        end = RunEnd.Stalled;
        AskForReports();
    }

    private void AskForReports()
    {
        if (isEnding) return;
        isEnding = true;
        CollectAsync().PipeTo(Self);
    }

    private async Task<Reports> CollectAsync()
    {
        var (simulated, wall) = (run.Clock.NowSeconds, run.Clock.WallSeconds);
        var balance = run.Ledger.Ask<Balance>(new Ledger.Close(), Patience);
        var encoding = encoders.Ask<PoolReport>(new PoolActors.GetReport(), Patience);
        var decoding = decoders.Ask<PoolReport>(new PoolActors.GetReport(), Patience);
        var letters = deadLetters.Ask<long>(new DeadLetterCounter.GetCount(), Patience);
        return new Reports(await balance.ConfigureAwait(false), await encoding.ConfigureAwait(false),
            await decoding.ConfigureAwait(false), await letters.ConfigureAwait(false), simulated, wall);
    }

    private void Complete(Reports reports) => result.TrySetResult(new RunResult(reports.Balance, statistics,
        reports.Encoders, reports.Decoders, reports.DeadLetters, reports.SimulatedSeconds,
        reports.WallSeconds, end));

    /// <summary>To end the run in order: what waits is given up, what is being computed is finished.</summary>
    public sealed record Interrupt;

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }

    private sealed record Reports(Balance Balance, PoolReport Encoders, PoolReport Decoders, long DeadLetters,
        double SimulatedSeconds, double WallSeconds);
}
