using Akka.Actor;

namespace EditableDeepSC.Actors;

/// <summary>What the actors of a run share.</summary>
internal sealed record RunContext(
    SimulationOptions Options, SimulationClock Clock, RunGauges Gauges, FaultPlan Faults, ICodec Codec,
    PictureSampler Pictures, IActorRef Ledger)
{
    /// <summary>Ends a journey: one line in the ledger, one answer to the user.</summary>
    public void End(Journey journey, EndReason reason)
    {
        var record = journey.Record(reason, Clock.NowSeconds);
        var isDelivered = record.Kind == OutcomeKind.Delivered;
        Ledger.Tell(new Ledger.Ended(record, isDelivered ? journey.Pictures : null));
        var latent = isDelivered ? journey.Encoding?.Latent : null;
        journey.Submission.ReplyTo.Tell(new UserActor.Answered(journey.Submission.Id, record.Kind, latent));
    }

    public void Reach(Stage stage, IReadOnlyList<Journey> journeys) =>
        Ledger.Tell(new Ledger.Reached(Clock.NowSeconds, stage, [.. journeys.Select(one => one.Submission.Id)]));
}
