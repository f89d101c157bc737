using System.Diagnostics;
using System.Globalization;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// The system's python3 with its own torch, asked one question at a time so that both sides take turns.
/// </summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process process;

    private PythonPeer(Process process, string version) => (this.process, Version) = (process, version);

    /// <summary>The version of its torch.</summary>
    internal string Version { get; }

    /// <summary>
    /// Runs a script of this folder, whose first line tells its torch's version; null where there is no python3 with
    /// torch.
    /// </summary>
    internal static PythonPeer? Start(string scriptPath, params string[] arguments)
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python)) return null;
        var script = Path.Combine(AppContext.BaseDirectory, scriptPath);
        var process = Process.Start(new ProcessStartInfo(python, [script, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (process.StandardOutput.ReadLine() is { } version) return new PythonPeer(process, version);
        process.Dispose();
        return null;
    }

    /// <summary>Microseconds a run of the named work took there, averaged over <paramref name="repeats"/>.</summary>
    internal double MeasureMicroseconds(string work, int repeats) =>
        double.Parse(Ask($"{work} {repeats}"), CultureInfo.InvariantCulture);

    /// <summary>The line that answers a line; throws with what the script complains of where it ends instead.</summary>
    internal string Ask(string question)
    {
        process.StandardInput.WriteLine(question);
        return process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"Python's side ended: {process.StandardError.ReadToEnd()}");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
