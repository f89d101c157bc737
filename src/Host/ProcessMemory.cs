using System.Diagnostics;
using EditableDeepSC.Models.Evaluation.Paper;

namespace EditableDeepSC.Host;

/// <summary>This program again, in a process of its own, to see what one thing alone costs.</summary>
internal static class ProcessMemory
{
    private const double MiB = 1 << 20;

    /// <summary>Seconds beside the most memory that this process has held.</summary>
    public static PaperCost With(IReadOnlyList<double> seconds)
    {
        using var process = Process.GetCurrentProcess();
        return new(seconds, process.PeakWorkingSet64 / MiB);
    }

    /// <summary>What a command of this program prints; throws where it fails.</summary>
    public static string OutputOf(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet",
            [typeof(ProcessMemory).Assembly.Location, .. arguments])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == ExitCode.Ok ? output
            : throw new InvalidOperationException($"eds {string.Join(' ', arguments)}: exit code {process.ExitCode}.");
    }
}
