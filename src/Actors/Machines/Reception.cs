using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Akka.Remote.Transport;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;

namespace EditableDeepSC.Actors.Machines;

/// <summary>
/// Where other processes ask the host for work: it refuses those that would compute something else, shows workers to their
/// pools, measures round trips, and counts what it does not understand.
/// </summary>
internal sealed class Reception : ReceiveActor, IWithTimers
{
    private const int MostReasons = 20;

    private readonly ClusterHost host;
    private readonly TimeProvider time;
    private readonly Action<MachineEvent> seen;
    private readonly Dictionary<IActorRef, Guest> guests = [];
    private readonly List<MachineReport> gone = [];
    private readonly List<string> refused = [];
    private readonly List<(IActorRef Worker, BatchWorker.Join Application)> waiting = [];
    private readonly TaskCompletionSource complete;
    private readonly long started;
    private IActorRef? encoders, decoders;
    private RunGauges? gauges;
    private long strangers;

    public Reception(ClusterHost host, TimeProvider time, TaskCompletionSource complete, Action<MachineEvent> seen)
    {
        (this.host, this.time, this.complete, this.seen, started) = (host, time, complete, seen, time.GetTimestamp());
        Receive<Hello>(Greet);
        Receive<Sorry>(message => Refuse(Sender, NameOf(Sender), message.Reason));
        Receive<BatchWorker.Join>(Apply);
        Receive<Open>(message =>
        {
            (encoders, decoders, gauges) = (message.Encoders, message.Decoders, message.Gauges);
            foreach (var (worker, application) in waiting) PoolOf(application).Tell(application, worker);
            waiting.Clear();
            Show();
        });
        Receive<Ping>(message =>
        {
            if (!guests.TryGetValue(Sender, out var guest)) return;
            guest.Returned(time.GetElapsedTime(message.Timestamp).TotalMilliseconds);
            if (!guest.IsCut) return;
            guest.IsCut = false; // it is alive: its workers apply again
            foreach (var worker in guest.Workers) worker.Tell(BatchWorker.Dismissed.Instance);
        });
        Receive<Tick>(_ =>
        {
            foreach (var guest in guests.Keys) guest.Tell(new Ping(time.GetTimestamp()));
            Show();
        });
        Receive<DisassociatedEvent>(message => Cut(message.RemoteAddress));
        Receive<Terminated>(message => Leave(message.ActorRef));
        Receive<AskStatus>(_ => Sender.Tell(new Status(JsonSerializer.Serialize(Report(), JsonSerializerOptions.Web))));
        Receive<Close>(message =>
        {
            foreach (var guest in guests.Keys) guest.Tell(new Goodbye(host.IsMoreToCome));
            Sender.Tell(Report());
        });
        Receive<LogEvent>(line =>
        {
            if (IsOfStranger(line)) strangers++;
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TimeSpan.FromSeconds(1));
        foreach (var kind in new[] { typeof(DisassociatedEvent), typeof(Error), typeof(Warning) })
            Context.System.EventStream.Subscribe(Self, kind);
        CheckComplete();
    }

    /// <summary>
    /// One line of Akka.NET's log for each connection that did not get through TLS or sent what is not a frame or
    /// what is not in one, and for each message of an unknown type; not those about workers that died.
    /// </summary>
    private static bool IsOfStranger(LogEvent line) => line.LogClass.Name switch
    {
        "TcpServerHandler" => line.Cause?.GetType().Namespace == "DotNetty.Codecs"
            || line.ToString().Contains("Rejected incoming connection", StringComparison.Ordinal),
        "EndpointReader" => true,
        _ => line.Cause is AkkaProtocolException { InnerException: not null } cause
            && cause.Message.StartsWith("Error while decoding", StringComparison.Ordinal),
    };

    private double NowSeconds => time.GetElapsedTime(started).TotalSeconds;

    private void Greet(Hello hello)
    {
        var differences = host.Card.DifferencesOf(hello.Card, host.IsExact);
        if (differences.Count > 0)
        {
            Refuse(Sender, hello.Card.Name, string.Join("; ", differences));
            return;
        }
        if (guests.TryAdd(Sender, new Guest(hello.Card, NowSeconds)))
        {
            Context.Watch(Sender);
            seen(new MachineEvent(NowSeconds, hello.Card.Name, MachineChange.Joined));
        }
        Sender.Tell(new Welcome(host.Codec, host.IsHalf));
    }

    private void Refuse(IActorRef process, string name, string reason)
    {
        process.Tell(new Refused(reason));
        if (refused.Count < MostReasons && !refused.Contains(reason)) refused.Add(reason);
        seen(new MachineEvent(NowSeconds, name, MachineChange.Refused) { Reason = reason });
    }

    private void Apply(BatchWorker.Join application)
    {
        var guest = guests.FirstOrDefault(one => one.Key.Path.Address.Equals(Sender.Path.Address)).Value;
        if (guest is null || application.Stage is not (Stage.Encoding or Stage.Decoding)) return; // it was not greeted
        guest.Workers.Add(Sender);
        if (encoders is null) waiting.Add((Sender, application));
        else PoolOf(application).Forward(application);
        CheckComplete();
    }

    private void CheckComplete()
    {
        var ready = guests.Values.Count(guest => guest.IsReady);
        int Of(string role) => guests.Values.Where(guest => guest.IsReady && guest.Card.Roles.Contains(role)).Sum(guest => guest.Card.Threads);
        if (ready >= host.WaitFor && Of("encode") >= host.WaitForEncoders && Of("decode") >= host.WaitForDecoders)
            complete.TrySetResult();
        host.Waiting = $"{ready} of {Math.Max(1, host.WaitFor)} worker processes are ready"
            + string.Concat(refused.Select(reason => $"; one was refused: {reason}"));
    }

    private IActorRef PoolOf(BatchWorker.Join application) =>
        (application.Stage == Stage.Encoding ? encoders : decoders)!;

    /// <summary>What a process has whose connection broke goes to others at once.</summary>
    private void Cut(Address address)
    {
        foreach (var guest in guests.Where(one => one.Key.Path.Address.Equals(address)).Select(one => one.Value))
        {
            guest.IsCut = true;
            foreach (var worker in guest.Workers)
            {
                encoders?.Tell(new WorkerPool.Gone(worker));
                decoders?.Tell(new WorkerPool.Gone(worker));
            }
        }
    }

    private void Leave(IActorRef process)
    {
        if (!guests.Remove(process, out var guest)) return;
        waiting.RemoveAll(one => guest.Workers.Contains(one.Worker));
        gone.Add(guest.Report(process, NowSeconds));
        seen(new MachineEvent(NowSeconds, guest.Card.Name, MachineChange.Left));
        CheckComplete();
    }

    private void Show()
    {
        if (gauges is null) return;
        var report = WireFormat.Of(Context.System);
        Volatile.Write(ref gauges.RemoteWorkers, guests.Values.Sum(guest => guest.Workers.Count));
        Volatile.Write(ref gauges.WireBytes, report.SentBytes + report.ReceivedBytes);
        Volatile.Write(ref gauges.RoundTripMs, guests.Values.Select(guest => guest.LastMs).DefaultIfEmpty().Max());
    }

    private ClusterReport Report()
    {
        var wire = WireFormat.Of(Context.System);
        return new ClusterReport([.. gone.Concat(guests.Select(guest => guest.Value.Report(guest.Key, null)))
            .OrderBy(machine => machine.JoinedSeconds)], refused, strangers, wire.SentBytes, wire.ReceivedBytes);
    }

    private string NameOf(IActorRef process) =>
        guests.TryGetValue(process, out var guest) ? guest.Card.Name : process.Path.Address.ToString();

    /// <summary>The pools are there.</summary>
    public sealed record Open(IActorRef Encoders, IActorRef Decoders, RunGauges Gauges);

    /// <summary>The run is over; answered with a <see cref="ClusterReport"/>.</summary>
    public sealed record Close;

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }

    private sealed class Guest(ProcessCard card, double joinedSeconds)
    {
        private long returned;
        private double sumMs;

        public ProcessCard Card { get; } = card;

        public HashSet<IActorRef> Workers { get; } = [];

        public bool IsCut { get; set; }

        public double LastMs { get; private set; }

        public bool IsReady => Workers.Count >= Card.Roles.Count * Card.Threads;

        public void Returned(double ms) => (returned, sumMs, LastMs) = (returned + 1, sumMs + ms, ms);

        public MachineReport Report(IActorRef process, double? leftSeconds) => new(Card.Name,
            $"{process.Path.Address.Host}:{process.Path.Address.Port}", Card.Roles, Workers.Count,
            returned == 0 ? null : sumMs / returned, joinedSeconds, leftSeconds);
    }
}

/// <summary>A host that other processes join, and what it demands of them.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Card">What they must agree on.</param>
/// <param name="Codec">What they make their codec of, as JSON.</param>
public sealed record ClusterHost(NodeAddress Address, ProcessCard Card, string Codec)
{
    /// <summary>Null on loopback alone.</summary>
    public NodeCertificate? Certificate { get; init; }

    /// <summary>Whether results must be equal to the last bit.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether symbols and latent vectors travel in 16 bits.</summary>
    public bool IsHalf { get; init; }

    /// <summary>Processes without which the run does not begin.</summary>
    public int WaitFor { get; init; }

    /// <summary>Encoding workers of other processes without which it does not.</summary>
    public int WaitForEncoders { get; init; }

    /// <summary>Decoding ones.</summary>
    public int WaitForDecoders { get; init; }

    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether another run of the same host follows.</summary>
    public bool IsMoreToCome { get; init; }

    /// <summary>Who is there and who is not, for an error.</summary>
    internal string Waiting { get; set; } = "";
}

/// <summary>A process came, went or was refused.</summary>
/// <param name="TimeSeconds">Since the host was there.</param>
/// <param name="Machine">Its name.</param>
/// <param name="Change">What happened.</param>
public sealed record MachineEvent(double TimeSeconds, string Machine, MachineChange Change)
{
    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }
}

/// <summary>What happened with a process.</summary>
public enum MachineChange
{
    Joined,
    Left,
    Refused,
}
