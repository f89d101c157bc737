using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Host.Commands;

namespace EditableDeepSC.Host.Scenarios;

/// <summary>What one run of a scenario file is, apart from what it needs to be run.</summary>
/// <param name="Label">What distinguishes it from others, such as "encoders.workers=2, seed=3"; else empty.</param>
/// <param name="Scenario">All its options.</param>
/// <param name="Thresholds">What must hold.</param>
internal record RunDescription(string Label, Scenario Scenario, IReadOnlyList<Threshold> Thresholds);

/// <summary>One run of a scenario file, checked: a point of its sweep with one of its seeds.</summary>
/// <param name="Label">See <see cref="RunDescription"/>.</param>
/// <param name="Scenario">See <see cref="RunDescription"/>.</param>
/// <param name="Thresholds">See <see cref="RunDescription"/>.</param>
/// <param name="Plan">The run with its links and models looked up.</param>
/// <param name="Resolved">The scenario as JSON, with --set and the sweep applied.</param>
internal sealed record ScenarioPoint(
    string Label, Scenario Scenario, IReadOnlyList<Threshold> Thresholds, SimulationPlan Plan, string Resolved)
    : RunDescription(Label, Scenario, Thresholds)
{
    /// <summary>What the user should know of it.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The run on devices that are there; one that is not throws with exit code 5.</summary>
    /// <param name="device">The device of workers for which the scenario names none.</param>
    public ScenarioPoint On(string device) => this with
    {
        Plan = Plan.On(Found(Scenario.Encoders.Devices, device), Found(Scenario.Decoders.Devices, device)),
    };

    private static string[] Found(IReadOnlyList<string> devices, string device) =>
        [.. devices.DefaultIfEmpty(device).Select(DeviceOption.NameOf)];
}
