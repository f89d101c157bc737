using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds list [FOLDER]</c>: the scenario files of a folder and what each shows.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER")
        {
            Description = "The folder with the scenario files.",
            DefaultValueFactory = _ => Shipped,
        };
        var command = new Command("list", "Lists scenario files and what each shows.") { folder };
        command.SetAction(parsed => Print(parsed.GetRequiredValue(folder), parsed.InvocationConfiguration.Output));
        return command;
    }

    /// <summary>scenarios/ of the current folder, else EDS_SCENARIOS, which ./eds sets.</summary>
    private static DirectoryInfo Shipped => new(Directory.Exists("scenarios") ? "scenarios"
        : Environment.GetEnvironmentVariable("EDS_SCENARIOS") ?? "scenarios");

    private static void Print(DirectoryInfo folder, TextWriter output)
    {
        if (!folder.Exists) throw new UserErrorException($"there is no folder '{folder}'.");
        var files = folder.GetFiles("*.json").Where(file => file.Name != ScenarioSchema.FileName);
        foreach (var file in files.OrderBy(file => file.Name))
        {
            var comment = File.ReadLines(file.FullName)
                .TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal));
            output.WriteLine($"{file.Name.OnOneLine(),-22} {string.Join(" ", comment.Select(line => line[2..].Trim()))}");
        }
    }
}
