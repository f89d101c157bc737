using System.CommandLine;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds validate</c>, <c>list</c> and <c>schema</c>: scenario files without running them.</summary>
internal static class ScenarioCommands
{
    public static Command Validate()
    {
        var scenario = ScenarioArguments.Scenario();
        var (set, seed) = (ScenarioArguments.Set(), ScenarioArguments.Seed());
        var command = new Command("validate", "Checks a scenario file without running it.") { scenario, set, seed };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(scenario);
            var points = ScenarioFile.Load(path, ScenarioArguments.Changes(parsed, set, seed)).Points();
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{path} is valid: {points.Count} {(points.Count == 1 ? "run" : "runs")}");
        });
        return command;
    }

    public static Command List()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER")
        {
            Description = "Where to look.",
            DefaultValueFactory = _ => new DirectoryInfo("scenarios"),
        };
        var command = new Command("list", "Lists scenario files and what each shows.") { folder };
        command.SetAction(parsed =>
        {
            var where = parsed.GetRequiredValue(folder);
            if (!where.Exists) throw new UserErrorException($"there is no folder '{where}'.");
            var files = where.GetFiles("*.json").Where(file => file.Name != "scenario.schema.json");
            foreach (var file in files.OrderBy(file => file.Name))
            {
                var comment = File.ReadLines(file.FullName)
                    .TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal));
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"{file.Name,-22} {string.Join(" ", comment.Select(line => line[2..].Trim()))}");
            }
        });
        return command;
    }

    public static Command Schema()
    {
        var command = new Command("schema", "Prints the JSON schema of scenario files.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(ScenarioSchema.Text()));
        return command;
    }
}
