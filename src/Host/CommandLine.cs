using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Commands;

namespace EditableDeepSC.Host;

/// <summary>The verbs of <c>./eds</c> and the one place where an error becomes a message and an exit code.</summary>
internal static class CommandLine
{
    // A sentence or a name may begin with '@': it is not the name of a file with more arguments.
    private static readonly ParserConfiguration Syntax = new() { ResponseFileTokenReplacer = null };

    public static RootCommand Create() => new("Simulates many users who send edited portraits over bad radio links.")
    {
        new RunCommand(),
        new WorkerCommand(),
        ClusterCommand.Create(),
        ValidateCommand.Create(),
        new CapacityCommand(),
        ListCommand.Create(),
        SchemaCommand.Create(),
        ReportCommand.Create(),
        CompareCommand.Create(),
        new SendCommand(),
        new ServeCommand(),
        TextCommand.Create(),
        new InvertCommand(),
        PortraitsCommand.Create(),
        ImagesCommand.Create(),
        ChannelCommand.Create(),
        new TrainCommand(),
        EvalCommand.Create(),
        WeightsCommand.Create(),
        DevicesCommand.Create(),
    };

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        using var shown = new MaskedWriter(output);
        using var said = new MaskedWriter(error, mayFail: true);
        return await RunMaskedAsync(args, shown, said);
    }

    private static async Task<int> RunMaskedAsync(string[] args, MaskedWriter output, MaskedWriter error)
    {
        try
        {
            var program = Create();
            if (args.Contains(""))
                throw new UserErrorException("an argument is empty; leave it out or give a value.");
            if (args is [var verb, ..] && !verb.StartsWith('-') && program.Subcommands.All(known => known.Name != verb))
            {
                throw new UserErrorException($"there is no verb '{verb}'; "
                    + NearestName.Hint(verb, program.Subcommands.Select(known => known.Name)));
            }
            var parsed = program.Parse(args, Syntax);
            if (parsed.Errors.Count > 0)
            {
                foreach (var problem in parsed.Errors)
                    await error.WriteLineAsync($"eds: {Plain(problem.Message).OnOneLine()}");
                await error.WriteLineAsync("Try './eds --help'.");
                return ExitCode.Usage;
            }
            using var hangUp = new CancellationTokenSource();
            using var registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                if (parsed.Action is not AsynchronousCommandLineAction) return; // ends the process
                signal.Cancel = true;
                hangUp.Cancel();
            });
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromMinutes(2), // a run that is stopped writes its report first
            }, hangUp.Token);
        }
        catch (Exception problem) when (ExitCode.Of(problem) is not null)
        {
            await error.WriteLineAsync($"eds: {MessageOf(problem).OnOneLine()}");
            return ExitCode.Of(problem)!.Value;
        }
    }

    private static string MessageOf(Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => problem.Message,
        IOException or UnauthorizedAccessException =>
            $"a file or folder cannot be used: {problem.Message.TrimEnd('.')}. "
            + "Check its permissions and the free space.",
        _ => problem.Message,
    };

    /// <summary>The parser's message without the names of .NET types.</summary>
    private static string Plain(string message)
    {
        var end = message.IndexOf(" as expected type", StringComparison.Ordinal);
        return end < 0 ? message : $"{message[..end]}: give a whole number that fits.";
    }
}
