using Akka.Actor;

namespace EditableDeepSC.Actors;

/// <summary>What the actors of a run share: its options, clock and gauges, and the ledger.</summary>
internal sealed record RunContext(
    SimulationOptions Options, SimulationClock Clock, RunGauges Gauges, FaultPlan Faults, ICodec Codec,
    IActorRef Ledger)
{
    /// <summary>Ends a journey: one line in the ledger, one answer to the user.</summary>
    public void End(Journey journey, EndReason reason)
    {
        var record = journey.Record(reason, Clock.NowSeconds);
        Ledger.Tell(new Ledger.Ended(record));
        var latent = record.Kind == OutcomeKind.Delivered ? journey.Encoding?.Latent : null;
        journey.Submission.ReplyTo.Tell(new UserActor.Answered(journey.Submission.Id, record.Kind, latent));
    }

    public void Reach(Stage stage, IReadOnlyList<Journey> journeys) =>
        Ledger.Tell(new Ledger.Reached(Clock.NowSeconds, stage, [.. journeys.Select(one => one.Submission.Id)]));
}
