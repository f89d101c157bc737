using System.CommandLine;
using EditableDeepSC.Host.Commands;

namespace EditableDeepSC.Host;

/// <summary>The verbs of <c>./eds</c> and the one place where an error becomes an exit code.</summary>
internal static class CommandLine
{
    // A sentence or a name may begin with '@': it is not the name of a file with more arguments.
    private static readonly ParserConfiguration Syntax = new() { ResponseFileTokenReplacer = null };

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
        try
        {
            var parsed = Create().Parse(args, Syntax);
            if (args.Contains(""))
                throw new UserErrorException("an argument is empty; leave it out or give a value.");
            if (parsed.Errors.Count > 0)
            {
                foreach (var problem in parsed.Errors) await error.WriteLineAsync($"eds: {Plain(problem.Message)}");
                await error.WriteLineAsync("Try './eds --help'.");
                return ExitCode.Usage;
            }
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

    /// <summary>The parser's message without the names of .NET types.</summary>
    private static string Plain(string message)
    {
        var end = message.IndexOf(" as expected type", StringComparison.Ordinal);
        return end < 0 ? message : $"{message[..end]}: give a whole number that fits.";
    }
}
