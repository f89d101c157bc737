using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds validate SCENARIO</c>: checks a scenario file without running it.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var scenario = ScenarioArguments.Scenario();
        var (set, seed) = (ScenarioArguments.Set(), ScenarioArguments.Seed());
        var command = new Command("validate", "Checks a scenario file without running it.") { scenario, set, seed };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(scenario);
            var points = ScenarioFile.Load(path, ScenarioArguments.Changes(parsed, set, seed)).Points();
            ScenarioArguments.Show(points, parsed.InvocationConfiguration.Error);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{path.OnOneLine()} is valid: {points.Count} {(points.Count == 1 ? "run" : "runs")}");
        });
        return command;
    }
}
