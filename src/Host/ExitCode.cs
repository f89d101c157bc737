using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host;

/// <summary>What the process returns to its caller; scripts and CI rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>All went well, and every threshold or bar holds.</summary>
    public const int Ok = 0;

    /// <summary>The work failed: a run that does not balance, a self-test outside its interval, a full disk.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or it names something that is not there.</summary>
    public const int Usage = 2;

    /// <summary>The scenario file, or a change by <c>--set</c>, is wrong; the message names the place.</summary>
    public const int BadScenario = 3;

    /// <summary>A weights file is missing, damaged, or not of the network that needs it.</summary>
    public const int BadWeights = 4;

    /// <summary>This machine does not have the device asked for.</summary>
    public const int NoDevice = 5;

    /// <summary>The port to listen on is taken.</summary>
    public const int PortTaken = 6;

    /// <summary>The work was done, but a threshold of the scenario, or a bar of <c>eval</c>, does not hold.</summary>
    public const int ThresholdFailed = 10;

    /// <summary>A search over loads was done, but the metric fails at the lowest, or holds up to the highest.</summary>
    public const int NoKnee = 11;

    /// <summary>Ctrl-C or SIGTERM came first.</summary>
    public const int Interrupted = 130;

    /// <summary>The code for an error that a user can mend; null for a fault of this program.</summary>
    public static int? Of(Exception error) => error switch
    {
        UserErrorException mistake => mistake.ExitCode,
        ScenarioException { InnerException: WeightsException } or WeightsException => BadWeights,
        ScenarioException => BadScenario,
        ChannelOptionException or ImageException or DataSetException => Usage,
        FileNotFoundException or DirectoryNotFoundException => Usage,
        IOException or UnauthorizedAccessException or RunFailedException => Failed,
        _ => null,
    };
}

/// <summary>A mistake that the user can mend: shown as a message without a stack trace, with an exit code.</summary>
internal sealed class UserErrorException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
