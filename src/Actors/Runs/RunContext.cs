using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Runs;

/// <summary>What the actors of a run share.</summary>
internal sealed record RunContext(
    SimulationOptions Options, SimulationClock Clock, RunGauges Gauges, FaultPlan Faults, ICodec Codec,
    IActorRef Ledger)
{
    public Seed Seed { get; } = new((ulong)Options.Seed);

    /// <summary>Ends a journey now: one line in the ledger, one answer to the user.</summary>
    public void End(Journey journey, EndReason reason) => End(journey with { Reason = reason }, Clock.NowSeconds);

    /// <summary>Ends a journey that knows its reason.</summary>
    public void End(Journey journey, double endedSeconds)
    {
        var record = journey.Record(endedSeconds);
        var isDelivered = record.Kind == OutcomeKind.Delivered;
        Ledger.Tell(new Ledger.Ended(record, isDelivered ? journey.Pictures : null));
        journey.User.Tell(new UserActor.Answered(journey.Request.User, journey.Id, record.Kind,
            isDelivered ? journey.Encoding?.Latent : null, endedSeconds));
    }

    public void Reach(Stage stage, IReadOnlyList<Journey> journeys) =>
        Ledger.Tell(new Ledger.Reached(Clock.NowSeconds, stage, [.. journeys.Select(one => one.Id)]));
}

/// <summary>Simulated time: seconds since the start, <paramref name="scale"/> of them for one on the wall.</summary>
public sealed class SimulationClock(TimeProvider time, double scale)
{
    private readonly long started = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public double NowSeconds => WallSeconds * scale;

    public double WallSeconds => Time.GetElapsedTime(started).TotalSeconds;

    /// <summary>How long on the wall until a simulated time; never negative, at most a day.</summary>
    public TimeSpan WallUntil(double seconds) =>
        TimeSpan.FromSeconds(Math.Clamp((seconds - NowSeconds) / scale, 0, 86_400));
}
