using Akka.Actor;
using Akka.Event;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Accounting;

/// <summary>Sees every event, keeps the balance, and passes all on to the observer.</summary>
internal sealed class Ledger : ReceiveActor
{
    private readonly BalanceSheet sheet = new();

    private readonly TaskCompletionSource<RunResult> result;

    public Ledger(RunStatistics statistics, RunGauges gauges, IRunObserver observer,
        TaskCompletionSource<RunResult> result)
    {
        this.result = result;
        Receive<Submitted>(message =>
        {
            sheet.Submit(message.Id);
            Interlocked.Increment(ref gauges.Submitted);
            observer.Submitted(message.TimeSeconds, message.Id);
        });
        Receive<Reached>(message =>
        {
            foreach (var id in message.Ids)
            {
                sheet.Reach(id, message.Stage);
                observer.Reached(message.TimeSeconds, id, message.Stage);
            }
        });
        Receive<Ended>(message =>
        {
            sheet.End(new TransmissionId(message.Record.Id), message.Record.Kind);
            statistics.Add(message.Record);
            Count(gauges, message.Record.Kind);
            observer.Ended(message.Record);
            if (message.Pictures is { } pictures) observer.Pictured(message.Record, pictures);
        });
        Receive<TakeSample>(message => observer.Sampled(gauges.Snapshot(message.TimeSeconds)));
        Receive<Close>(_ => Sender.Tell(sheet.Close()));
    }

    /// <summary>An observer that throws (a full disk, say) breaks the run.</summary>
    protected override void PreRestart(Exception reason, object? message)
    {
        result.TrySetException(reason);
        base.PreRestart(reason, message);
    }

    private static void Count(RunGauges gauges, OutcomeKind kind)
    {
        switch (kind)
        {
            case OutcomeKind.Delivered: Interlocked.Increment(ref gauges.Delivered); break;
            case OutcomeKind.Failed: Interlocked.Increment(ref gauges.Failed); break;
            case OutcomeKind.Expired: Interlocked.Increment(ref gauges.Expired); break;
            case OutcomeKind.Rejected: Interlocked.Increment(ref gauges.Rejected); break;
        }
    }

    public sealed record Submitted(double TimeSeconds, TransmissionId Id);

    public sealed record Reached(double TimeSeconds, Stage Stage, IReadOnlyList<TransmissionId> Ids);

    public sealed record Ended(TransmissionRecord Record, TransmissionPictures? Pictures);

    public sealed record TakeSample(double TimeSeconds);

    /// <summary>Answered with the <see cref="Balance"/>.</summary>
    public sealed record Close;
}

/// <summary>Counts messages that reached nobody.</summary>
internal sealed class DeadLetterCounter : ReceiveActor
{
    private long count;

    public DeadLetterCounter()
    {
        var isCluster = Context.System.Settings.HasCluster;
        Receive<DeadLetter>(letter =>
        {
            // Suppressed ones are meant to reach nobody. Where other processes join, what goes to one that died may get lost:
            // then only what an actor of the run should have got counts.
            if (!isCluster || IsOfRun(letter.Recipient)) count++;
        });
        Receive<GetCount>(_ => Sender.Tell(new Counted(count)));
    }

    private static bool IsOfRun(IActorRef? actor) =>
        actor?.Path is { } path && !path.Address.HasGlobalScope && path.Elements is ["user", ..];

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <summary>Answered with <see cref="Counted"/>.</summary>
    public sealed record GetCount;

    public sealed record Counted(long Count);
}
