using EditableDeepSC.Actors;

namespace EditableDeepSC.Host;

/// <summary>One run of a scenario file: a point of its sweep with one of its seeds.</summary>
/// <param name="Label">What is particular about it, such as "encoders.workers=2, seed=3"; else empty.</param>
/// <param name="Scenario">All its options.</param>
/// <param name="Plan">The run with its links and models looked up.</param>
/// <param name="Thresholds">What must hold.</param>
/// <param name="Resolved">The scenario as JSON, with --set and the sweep applied.</param>
internal sealed record ScenarioPoint(
    string Label, Scenario Scenario, SimulationPlan Plan, IReadOnlyList<Threshold> Thresholds, string Resolved)
{
    /// <summary>The run on devices that are there; one that is not throws with exit code 5.</summary>
    /// <param name="device">Where workers compute for whom the scenario names no device.</param>
    public ScenarioPoint On(string device) => this with
    {
        Plan = Plan.On(Found(Scenario.Encoders.Devices, device), Found(Scenario.Decoders.Devices, device)),
    };

    private static string[] Found(IReadOnlyList<string> devices, string device) =>
        [.. devices.DefaultIfEmpty(device).Select(DeviceOption.NameOf)];
}
