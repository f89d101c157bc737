using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Pools;

/// <summary>
/// A queue, the batches that it forms, and the workers that compute them, wherever they are: it makes some itself, others
/// join. A worker that crashes, dies or is overdue loses its batch, which is split and tried again.
/// </summary>
internal abstract class WorkerPool : ReceiveActor
{
    /// <summary>In the configuration of the actor system: a thread for each worker, by the wall clock.</summary>
    public const string ComputeDispatcher = "compute-dispatcher";

    private const double LeastPatienceSeconds = 30, PatienceFactor = 10;

    private readonly WorkPool<Journey> pool;
    private readonly Dictionary<int, Hand> hands = [];
    private readonly List<Hand> gone = [];
    private readonly PoolOptions options;
    private readonly Stage stage;
    private readonly EndReason crashed;
    private readonly Func<Workshop, BatchWorker> worker;
    private AdapterBankCounts pastBanks;
    private int restarts;
    private long late;
    private Alarm alarm = null!;

    /// <param name="run">The run.</param>
    /// <param name="options">Of this pool.</param>
    /// <param name="stage">What a journey has reached when its batch begins.</param>
    /// <param name="crashed">Why a journey ends over which workers crash.</param>
    /// <param name="worker">Makes a worker of this process.</param>
    protected WorkerPool(
        RunContext run, PoolOptions options, Stage stage, EndReason crashed, Func<Workshop, BatchWorker> worker)
    {
        (Run, this.options, this.stage, this.crashed, this.worker) = (run, options, stage, crashed, worker);
        pool = new WorkPool<Journey>(options.Batching, options.Attempts);
        Receive<BatchWorker.Worked>(Take);
        Receive<BatchWorker.Crashed>(message =>
        {
            restarts++;
            if (hands.TryGetValue(message.Worker, out var hand)) EndBank(hand);
            if (pool.Release(message.Worker, message.Number, run.Clock.NowSeconds) is not { } batch) return;
            Return(batch, message.Cause);
            Advance();
        });
        Receive<BatchWorker.Join>(message =>
        {
            DismissAll(Sender, "its worker began anew");
            Context.Watch(Sender);
            Hire(Sender, message);
            Advance();
        });
        Receive<Terminated>(message => DismissAll(message.ActorRef, "its worker is gone"));
        Receive<Gone>(message => DismissAll(message.Worker, "its worker was cut off"));
        Receive<Alarm.Ring>(ring =>
        {
            if (alarm.HasRung(ring)) Advance();
        });
        Receive<GiveUp>(_ =>
        {
            foreach (var journey in pool.Clear()) run.End(journey, EndReason.Interrupted);
            Stop();
            Advance();
        });
        Receive<GetReport>(_ => Sender.Tell(Report()));
    }

    protected RunContext Run { get; }

    protected int Pending => pool.Pending;

    protected int Busy => pool.Busy;

    protected int WorkerCount => pool.Workers;

    protected bool IsFull => pool.IsFull;

    /// <summary>Whether the next stage has room for what one more batch will give.</summary>
    protected virtual bool MayBegin => true;

    protected override void PreStart()
    {
        alarm = new Alarm(Self, Context.System.Scheduler, Run.Clock);
        for (var i = 0; i < options.Workers; i++)
        {
            var shop = new Workshop(Run.Codec, options.PlaceOf(i) with { Stop = Run.Stop }, Run.Clock.Time)
            {
                Times = TimesOf(i),
                Virtual = Run.Virtual,
                Threads = Run.Threads,
                Application = new BatchWorker.Join(stage, $"worker-{i}", Slots: 1),
            };
            Hire(Context.ActorOf(
                Making.Of(() => worker(shop)).WithDispatcher(ComputeDispatcher), $"worker-{i}"), shop.Application);
        }
    }

    /// <summary>
    /// Whatever a worker threw over a batch, it begins anew: its batch is tried again, not lost. One that cannot begin ends
    /// the run.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        cause => cause is ActorInitializationException ? Directive.Escalate : Directive.Restart);

    /// <summary>How long batches of a worker are said to take; null where nobody says.</summary>
    protected abstract IBatchTimes? TimesOf(int worker);

    /// <summary>What a batch takes at least, seconds.</summary>
    protected abstract double LeastSeconds(IBatchTimes times, IReadOnlyList<Journey> journeys);

    /// <summary>What goes wrong with a batch on purpose.</summary>
    protected abstract BatchFaults FaultsOf(int worker, long batch);

    /// <summary>What a worker needs of a journey.</summary>
    protected abstract WorkItem ItemOf(Journey journey);

    /// <summary>A journey that begins now, with the times that this stage knows.</summary>
    protected abstract StageTimes TimesOf(BatchItem<Journey> item, int batchSize, double nowSeconds);

    /// <summary>Hands on or ends the journeys of a batch that is done.</summary>
    /// <param name="journeys">As they began.</param>
    /// <param name="worked">A result for each.</param>
    /// <param name="finishedSeconds">When they were computed, by the run's clock.</param>
    protected abstract void Finish(
        IReadOnlyList<Journey> journeys, BatchWorker.Worked worked, double finishedSeconds);

    /// <summary>Tells the next stage that the run is to stop.</summary>
    protected virtual void Stop()
    {
    }

    /// <summary>Called after each change.</summary>
    protected abstract void Advanced();

    /// <summary>Lets a journey wait; false where the queue is full.</summary>
    protected bool TryAdd(Journey journey)
    {
        var now = Run.Clock.NowSeconds;
        EndLate(now);
        return pool.TryAdd(journey, journey.Priority, now, journey.DeadlineSeconds);
    }

    /// <summary>Ends what has waited too long, begins batches, and sets the timer for what comes by itself.</summary>
    protected void Advance()
    {
        var now = Run.Clock.NowSeconds;
        EndLate(now);
        var next = Run.Virtual is null ? DismissOverdue(now) : double.PositiveInfinity;
        while (MayBegin && pool.TryAssign(now, Run.Virtual is null ? FitOf : null) is { } batch)
        {
            Journey[] journeys = [.. batch.Items.Select(
                item => item.Item with { Times = TimesOf(item, batch.Items.Count, now) })];
            batch.Begun = journeys;
            Run.Reach(stage, journeys);
            var hand = hands[batch.Worker];
            hand.Note(journeys, Run.Options.Adapters.BankSize);
            hand.Sent = new BatchWorker.Batch(batch.Number, [.. journeys.Select(ItemOf)],
                FaultsOf(batch.Worker, batch.Number), batch.Worker);
            hand.Worker.Tell(hand.Sent);
            if (Run.Virtual is null) next = Math.Min(next, DueOf(batch));
        }
        Advanced();
        alarm.SetFor(Math.Min(next, pool.NextEventAfter(now)));
    }

    private void Hire(IActorRef worker, BatchWorker.Join application)
    {
        var number = pool.Hire(application.Slots);
        hands.Add(number, new Hand(worker, application.Name));
    }

    private void Take(BatchWorker.Worked worked)
    {
        var now = Run.Clock.NowSeconds;
        if (pool.Release(worked.Worker, worked.Number, now) is not { } batch)
        {
            late++; // somebody else has it, or has done it
            Sender.Tell(BatchWorker.Dismissed.Instance);
            return;
        }
        var hand = hands[worked.Worker];
        hand.Add(worked, now - batch.StartedSeconds);
        if (worked.Results.Count != batch.Items.Count)
            Return(batch, $"there were {worked.Results.Count} results for {batch.Items.Count} items");
        else
            Finish(batch.Begun, worked, now - worked.MeasureSeconds);
        Advance();
    }

    /// <summary>Gives a batch back; an item that has failed alone too often ends.</summary>
    private void Return(Assignment<Journey> batch, string cause)
    {
        if (hands.TryGetValue(batch.Worker, out var hand)) hand.Returned++;
        var given = pool.Return(batch, Run.Clock.NowSeconds, out var isGivenUp);
        if (isGivenUp || Run.Gauges.IsStopping)
        {
            foreach (var journey in isGivenUp ? [given!] : pool.Clear())
                Run.End(journey with { Detail = cause }, isGivenUp ? crashed : EndReason.Interrupted);
        }
    }

    private void DismissAll(IActorRef worker, string cause)
    {
        foreach (var number in hands.Where(hand => hand.Value.Worker.Equals(worker)).Select(hand => hand.Key).ToArray())
            Dismiss(number, cause);
        Advance();
    }

    private void Dismiss(int number, string cause)
    {
        var batch = pool.Dismiss(number);
        if (!hands.Remove(number, out var hand)) return;
        EndBank(hand);
        hand.IsGone = true;
        gone.Add(hand);
        if (batch is null) return;
        hand.Returned++;
        Return(batch, cause);
    }

    /// <summary>Dismisses workers whose batch is overdue; when the next one will be.</summary>
    private double DismissOverdue(double now)
    {
        foreach (var batch in pool.Current.Where(batch => DueOf(batch) <= now).ToArray())
        {
            hands[batch.Worker].Worker.Tell(BatchWorker.Dismissed.Instance);
            Dismiss(batch.Worker, "its worker gave no answer in time");
        }
        return pool.Current.Select(DueOf).DefaultIfEmpty(double.PositiveInfinity).Min();
    }

    private double DueOf(Assignment<Journey> batch) => batch.StartedSeconds + (options.DeadlineSeconds > 0
        ? options.DeadlineSeconds
        : LeastPatienceSeconds + PatienceFactor * (TimesOf(batch.Worker) is { } times ? LeastSeconds(times, batch.Begun) : 0));

    private int FitOf(int worker, IReadOnlyList<BatchItem<Journey>> items) =>
        items.Count(item => hands[worker].Adapters.Contains(item.Item.Request.AdapterIndex));

    private void EndBank(Hand hand)
    {
        pastBanks += hand.Bank;
        hand.Bank = default;
    }

    private PoolReport Report() => new(pool.Counts, restarts,
        hands.Values.Aggregate(pastBanks, (sum, hand) => sum + hand.Bank))
    {
        Returned = pool.Returned,
        LateResults = late,
        Workers = [.. gone.Concat(hands.Values).Select(hand => hand.Report())],
    };

    private void EndLate(double now)
    {
        foreach (var dropped in pool.Drop(now))
            Run.End(dropped.Item, dropped.Reason == DropReason.DeadlinePassed
                ? EndReason.DeadlinePassed
                : EndReason.QueueTimeout);
    }

    /// <summary>To fail all that wait: the run is to end.</summary>
    public sealed record GiveUp;

    /// <summary>Answered with a <see cref="PoolReport"/>.</summary>
    public sealed record GetReport;

    /// <summary>The connection to a worker broke: what it has goes to others; it may join again.</summary>
    public sealed record Gone(IActorRef Worker);

    /// <summary>A worker as its pool knows it.</summary>
    private sealed class Hand(IActorRef worker, string name)
    {
        private readonly LinkedList<int> adapters = [];
        private long batches, items, sentBytes, receivedBytes;
        private double computeSeconds, answerSeconds;

        public IActorRef Worker { get; } = worker;

        public BatchWorker.Batch? Sent { get; set; }

        public AdapterBankCounts Bank { get; set; }

        public long Returned { get; set; }

        public bool IsGone { get; set; }

        /// <summary>Adapters that it should have loaded, the last used first.</summary>
        public IReadOnlyCollection<int> Adapters => adapters;

        public void Note(IEnumerable<Journey> journeys, int bankSize)
        {
            foreach (var journey in journeys)
            {
                adapters.Remove(journey.Request.AdapterIndex);
                adapters.AddFirst(journey.Request.AdapterIndex);
            }
            while (adapters.Count > bankSize) adapters.RemoveLast();
        }

        public void Add(BatchWorker.Worked worked, double seconds)
        {
            (batches, items) = (batches + 1, items + worked.Results.Count);
            (computeSeconds, answerSeconds) =
                (computeSeconds + worked.ComputeSeconds + worked.MeasureSeconds, answerSeconds + seconds);
            (sentBytes, receivedBytes) = (sentBytes + (Sent?.Bytes ?? 0), receivedBytes + worked.Bytes);
            Bank = worked.Adapters;
        }

        public WorkerReport Report() => new(
            name, batches, items, Returned, computeSeconds, answerSeconds, sentBytes, receivedBytes, IsGone);
    }
}
