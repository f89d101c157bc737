using System.CommandLine;
using EditableDeepSC.Host.Jecc;
using EditableDeepSC.Host.Prior;
using EditableDeepSC.Host.Training;
using EditableDeepSC.Host.Weights;

namespace EditableDeepSC.Host;

/// <summary>The verbs of <c>./eds</c> and the one place where an error becomes an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand Create() => new("Simulates many users who send edited portraits over bad radio links.")
    {
        ChannelCommand.Create(),
        EvalCommand.Create(),
        InvertCommand.Create(),
        PortraitsCommand.Create(),
        TextCommand.Create(),
        TrainCommand.Create(),
        WeightsCommand.Create(),
        new SendCommand(),
        new RunCommand(),
        ScenarioCommands.Validate(),
        ScenarioCommands.List(),
        ScenarioCommands.Schema(),
        ReportCommands.Report(),
        ReportCommands.Compare(),
        ReportCommands.ListDevices(),
    };

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) await error.WriteLineAsync($"eds: {problem.Message}");
            await error.WriteLineAsync("Try './eds --help'.");
            return ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromMinutes(2), // a run that is stopped writes its report first
            });
        }
        catch (UserErrorException mistake)
        {
            await error.WriteLineAsync($"eds: {mistake.Message}");
            return mistake.ExitCode;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(
                $"eds: a file or folder cannot be used: {problem.Message} Look at its rights and at the space left.");
            return ExitCode.Failed;
        }
    }
}
