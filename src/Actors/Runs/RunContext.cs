using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Time;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Runs;

/// <summary>What the actors of a run share.</summary>
internal sealed record RunContext(
    SimulationOptions Options, SimulationClock Clock, RunGauges Gauges, FaultPlan Faults, ICodec Codec,
    WorkerTimes Times, IActorRef Ledger)
{
    /// <summary>Virtual time; null by the wall clock.</summary>
    public VirtualScheduler? Virtual { get; init; }

    /// <summary>Null also for a codec that is quicker than another thread is asked.</summary>
    public ComputeThreads? Threads { get; init; }

    /// <summary>Ends when somebody interrupts the run.</summary>
    public CancellationToken Stop { get; init; }

    public Seed Seed { get; } = new((ulong)Options.Seed);

    /// <summary>The air of each cell; there is one at least.</summary>
    public IReadOnlyList<CellOptions> Air { get; } = Options.Air;

    /// <summary>Ends a journey now: one line in the ledger, one answer to the user.</summary>
    public void End(Journey journey, EndReason reason) => End(journey with { Reason = reason }, Clock.NowSeconds);

    /// <summary>Ends a journey that knows its reason.</summary>
    public void End(Journey journey, double endedSeconds)
    {
        var record = journey.Record(endedSeconds);
        var isDelivered = record.Kind == OutcomeKind.Delivered;
        Ledger.Tell(new Ledger.Ended(record, isDelivered ? journey.Pictures : null));
        journey.User.Tell(new UserActor.Answered(journey.Id, record.Kind,
            isDelivered ? journey.Encoding?.Latent : null, endedSeconds));
    }

    public void Reach(Stage stage, IReadOnlyList<Journey> journeys) =>
        Ledger.Tell(new Ledger.Reached(Clock.NowSeconds, stage, [.. journeys.Select(one => one.Id)]));
}

/// <summary>The time of a run: seconds since its start, by the machine's clock or a virtual one.</summary>
/// <param name="time">Gives the time.</param>
/// <param name="finest">Timers are not finer; what is due within this is due now and again.</param>
public sealed class SimulationClock(TimeProvider time, TimeSpan finest)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly long started = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public double NowSeconds => Time.GetElapsedTime(started).TotalSeconds;

    /// <summary>How long until a time, rounded up so that it has come then; at least the finest, at most a day.</summary>
    public TimeSpan Until(double seconds)
    {
        var left = Math.Ceiling((seconds - NowSeconds) * TimeSpan.TicksPerSecond);
        return left <= finest.Ticks ? finest : left >= Longest.Ticks ? Longest : TimeSpan.FromTicks((long)left);
    }
}

/// <summary>How long the batches of each worker are said to take.</summary>
internal sealed class WorkerTimes(IReadOnlyList<IBatchTimes> encoders, IReadOnlyList<IBatchTimes> decoders)
{
    /// <summary>Null where nobody says.</summary>
    public IBatchTimes? OfEncoder(int worker) => encoders.Count == 0 ? null : encoders[worker % encoders.Count];

    /// <summary>Null where nobody says.</summary>
    public IBatchTimes? OfDecoder(int worker) => decoders.Count == 0 ? null : decoders[worker % decoders.Count];
}
