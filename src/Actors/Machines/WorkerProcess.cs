using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Cluster;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Machines;

/// <summary>What a worker's process is told.</summary>
/// <param name="Host">Where the host listens.</param>
/// <param name="Own">Its own address as the host reaches it; port 0 takes a free one.</param>
/// <param name="Card">What it offers.</param>
public sealed record WorkerOptions(NodeAddress Host, NodeAddress Own, ProcessCard Card)
{
    public NodeCertificate? Certificate { get; init; }

    /// <summary>Where it computes: worker i takes device i modulo their number.</summary>
    public IReadOnlyList<string> Devices { get; init; } = ["cpu"];

    /// <summary>How long it waits for a host, at first and after one was lost; infinite with --forever.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    public bool IsForever { get; init; }
}

/// <summary>How a worker's process ended.</summary>
public enum WorkerEnd
{
    /// <summary>The run is over.</summary>
    Done,

    /// <summary>The run is over and another one follows.</summary>
    More,

    /// <summary>The host refused it.</summary>
    Refused,

    /// <summary>Its models cannot be made.</summary>
    Failed,

    /// <summary>There is no host, or none any more.</summary>
    Lost,

    /// <summary>It was asked to end.</summary>
    Interrupted,
}

/// <summary>A process that works for a host on this or another machine, and joins again where it lost it.</summary>
public static class WorkerProcess
{
    /// <summary>Works until the run is over, the process is refused, or patience ends; says why.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="make">Makes the codec of a description; what it throws is told to the host.</param>
    /// <param name="say">Hears what happens, a sentence each.</param>
    /// <param name="time">The clock of the machine.</param>
    /// <param name="cancellation">Gives what it has back and ends.</param>
    public static async Task<(WorkerEnd End, string Reason)> RunAsync(WorkerOptions options, Func<string, ICodec> make,
        Action<string> say, TimeProvider time, CancellationToken cancellation)
    {
        var lostAt = time.GetTimestamp();
        while (true)
        {
            var left = options.IsForever ? TimeSpan.FromDays(1) : options.Patience - time.GetElapsedTime(lostAt);
            var (end, reason, wasThere) = await StayAsync(options, make, say, time, left, cancellation).ConfigureAwait(false);
            if (wasThere) lostAt = time.GetTimestamp();
            if (cancellation.IsCancellationRequested) return (WorkerEnd.Interrupted, "it was stopped");
            var mayReturn = end is WorkerEnd.More or WorkerEnd.Lost || (options.IsForever && end == WorkerEnd.Done);
            if (!mayReturn || (!options.IsForever && time.GetElapsedTime(lostAt) >= options.Patience)) return (end, reason);
            say($"{reason}; waiting to join {options.Host} again");
        }
    }

    /// <summary>One stay with one host, from joining to the end; and whether a host was there.</summary>
    [SuppressMessage("Performance", "CA1849", Justification = "Joining and leaving only tell: nothing blocks.")]
    [SuppressMessage("Reliability", "CA2000", Justification = "Terminated in finally.")]
    private static async Task<(WorkerEnd End, string Reason, bool WasThere)> StayAsync(WorkerOptions options,
        Func<string, ICodec> make, Action<string> say, TimeProvider time, TimeSpan patience, CancellationToken cancellation)
    {
        var end = new TaskCompletionSource<(WorkerEnd, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var greeted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = ClusterNode.Create(options.Own, ClusterNode.WorkerRole, options.Certificate, "loggers = []");
        var cluster = Cluster.Get(system);
        cluster.JoinSeedNodes([options.Host.Akka(options.Certificate is not null)]);
        var agent = system.ActorOf(Making.Of(() => new WorkerAgent(options, make, say, time, greeted, end)), "workshop");
        var over = end.Task;
        try
        {
            var first = await Task.WhenAny(greeted.Task, over, Task.Delay(patience, time, cancellation)).ConfigureAwait(false);
            if (first != greeted.Task && first != over)
                return (WorkerEnd.Lost, $"there is no host at {options.Host}", false);
            await Task.WhenAny(over, system.WhenTerminated, Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation))
                .ConfigureAwait(false);
            if (over.IsCompletedSuccessfully)
            {
                var (how, why) = await over.ConfigureAwait(false);
                return (how, why, true);
            }
            if (cancellation.IsCancellationRequested)
            {
                await agent.GracefulStop(TimeSpan.FromSeconds(5)).ConfigureAwait(false); // the pools hear of it at once
                cluster.Leave(cluster.SelfAddress);
                await Task.WhenAny(system.WhenTerminated, Task.Delay(TimeSpan.FromSeconds(5), time, CancellationToken.None))
                    .ConfigureAwait(false);
            }
            return (WorkerEnd.Lost, $"the host at {options.Host} is gone", true);
        }
        finally
        {
            await Task.WhenAny(system.Terminate(), Task.Delay(TimeSpan.FromSeconds(5), time, CancellationToken.None))
                .ConfigureAwait(false);
        }
    }
}

/// <summary>Greets the host, makes the workers, and answers for them.</summary>
internal sealed class WorkerAgent : ReceiveActor, IWithTimers
{
    private const int Prefetched = 1;

    private readonly WorkerOptions options;
    private readonly TaskCompletionSource<(WorkerEnd, string)> end;
    private IActorRef? reception;

    public WorkerAgent(WorkerOptions options, Func<string, ICodec> make, Action<string> say, TimeProvider time,
        TaskCompletionSource greeted, TaskCompletionSource<(WorkerEnd, string)> end)
    {
        (this.options, this.end) = (options, end);
        var cluster = Cluster.Get(Context.System);
        var door = Context.System.ActorSelection(
            options.Host.Akka(options.Certificate is not null) + ClusterNode.ReceptionPath);
        Receive<Knock>(_ =>
        {
            if (reception is null && cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp)
                door.Tell(new Hello(options.Card));
        });
        Receive<Refused>(message => end.TrySetResult((WorkerEnd.Refused, message.Reason)));
        Receive<Welcome>(welcome =>
        {
            if (reception is not null) return; // of a greeting that was sent twice
            reception = Context.Watch(Sender);
            greeted.TrySetResult();
            say($"joined {options.Host}: {string.Join(" and ", options.Card.Roles)}, {options.Card.Threads} of each");
            WireFormat.Of(Context.System).IsHalf = welcome.IsHalf;
            Hire(make, welcome.Codec, time);
        });
        Receive<Ping>(message => Sender.Tell(message));
        Receive<Goodbye>(message => end.TrySetResult(
            (message.IsMoreToCome ? WorkerEnd.More : WorkerEnd.Done, "the run is over")));
        Receive<Terminated>(_ => end.TrySetResult((WorkerEnd.Lost, $"the host at {options.Host} is gone")));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() =>
        Timers.StartPeriodicTimer(Knock.Instance, Knock.Instance, TimeSpan.FromSeconds(0.5));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        if (cause is not ActorInitializationException) return Directive.Restart;
        Fail(cause.GetBaseException().Message);
        return Directive.Stop;
    });

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, both sides shall know.")]
    private void Hire(Func<string, ICodec> make, string description, TimeProvider time)
    {
        ICodec codec;
        try
        {
            codec = make(description);
        }
        catch (Exception cause)
        {
            Fail(cause.Message);
            return;
        }
        foreach (var role in options.Card.Roles)
        {
            for (var i = 0; i < options.Card.Threads; i++)
            {
                var (stage, name) = (role == "encode" ? Stage.Encoding : Stage.Decoding, $"{role}-{i}");
                var shop = new Workshop(codec, new WorkerPlace(i, options.Devices[i % options.Devices.Count]), time)
                {
                    Desk = reception,
                    Application = new BatchWorker.Join(stage, $"{options.Card.Name}/{name}", 1 + Prefetched),
                };
                Context.ActorOf(Making.Of<BatchWorker>(() => stage == Stage.Encoding ? new EncoderActor(shop) : new DecoderActor(shop))
                    .WithDispatcher(WorkerPool.ComputeDispatcher), name);
            }
        }
    }

    private void Fail(string problem)
    {
        reception?.Tell(new Sorry(problem));
        end.TrySetResult((WorkerEnd.Failed, problem));
    }

    private sealed record Knock
    {
        public static Knock Instance { get; } = new();
    }
}

/// <summary>Asks a host how it stands.</summary>
public static class ClusterStatus
{
    /// <summary>What the host at an address says of its cluster, as JSON; null where none answers in time.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Terminated in finally.")]
    public static async Task<string?> AskAsync(
        NodeAddress host, NodeAddress own, NodeCertificate? certificate, TimeSpan patience, TimeProvider time)
    {
        var system = ClusterNode.Create(own, "visitor", certificate, "loggers = []");
        try
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            system.ActorOf(Making.Of(() => new Visitor(host.Akka(certificate is not null), answer)), "visitor");
            var first = await Task.WhenAny(answer.Task, Task.Delay(patience, time)).ConfigureAwait(false);
            return first == answer.Task ? await answer.Task.ConfigureAwait(false) : null;
        }
        finally
        {
            await Task.WhenAny(system.Terminate(), Task.Delay(TimeSpan.FromSeconds(5), time)).ConfigureAwait(false);
        }
    }

    private sealed class Visitor : ReceiveActor
    {
        public Visitor(Address host, TaskCompletionSource<string> answer)
        {
            Receive<Status>(status => answer.TrySetResult(status.Json));
            Context.System.ActorSelection(host + ClusterNode.ReceptionPath).Tell(new AskStatus(), Self);
        }
    }
}
