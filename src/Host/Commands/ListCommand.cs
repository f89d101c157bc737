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
    internal static DirectoryInfo Shipped => new(Directory.Exists("scenarios") ? "scenarios"
        : Environment.GetEnvironmentVariable("EDS_SCENARIOS") ?? "scenarios");

    /// <summary>The scenario files of a folder, by their names.</summary>
    internal static IEnumerable<FileInfo> Files(DirectoryInfo folder) => !folder.Exists
        ? throw new UserErrorException($"there is no folder '{folder}'.")
        : folder.GetFiles("*.json").Where(file => file.Name != ScenarioSchema.FileName).OrderBy(file => file.Name);

    /// <summary>What a file says of itself in the comment that it begins with.</summary>
    internal static string CommentOf(FileInfo file) => string.Join(' ', File.ReadLines(file.FullName)
        .TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)).Select(line => line[2..].Trim()));

    private static void Print(DirectoryInfo folder, TextWriter output)
    {
        foreach (var file in Files(folder)) output.WriteLine($"{file.Name.OnOneLine(),-22} {CommentOf(file)}");
    }
}
