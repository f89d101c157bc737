using EditableDeepSC.Actors;

namespace EditableDeepSC.Host;

/// <summary>One run of a scenario file: a point of its sweep with one of its seeds.</summary>
/// <param name="Label">What is particular about it, such as "encoders.workers=2, seed=3"; else empty.</param>
/// <param name="Scenario">All its options.</param>
/// <param name="Plan">The run with its links and models looked up.</param>
/// <param name="Thresholds">What must hold.</param>
/// <param name="Resolved">The scenario as JSON, with --set and the sweep applied.</param>
internal sealed record ScenarioPoint(
    string Label, Scenario Scenario, SimulationPlan Plan, IReadOnlyList<Threshold> Thresholds, string Resolved);
