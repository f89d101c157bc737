using EditableDeepSC.Actors;

namespace EditableDeepSC.Host;

/// <summary>What one run of a scenario file is, apart from what it needs to be run.</summary>
/// <param name="Label">What is particular about it, such as "encoders.workers=2, seed=3"; else empty.</param>
/// <param name="Scenario">All its options.</param>
/// <param name="Thresholds">What must hold.</param>
internal record RunDescription(string Label, Scenario Scenario, IReadOnlyList<Threshold> Thresholds);
