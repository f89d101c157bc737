using System.Diagnostics;
using System.Globalization;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// The system's python3 with its own torch, asked for one timing at a time so that both sides take turns.
/// </summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process process;

    private PythonPeer(Process process, string version) => (this.process, Version) = (process, version);

    /// <summary>The version of its torch.</summary>
    internal string Version { get; }

    /// <summary>Null where there is no python3 with torch.</summary>
    internal static PythonPeer? Start(int threads)
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python)) return null;
        var script = Path.Combine(AppContext.BaseDirectory, "tensor_peer.py");
        var process = Process.Start(new ProcessStartInfo(python,
            [script, threads.ToString(CultureInfo.InvariantCulture)])
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
    internal double MeasureMicroseconds(string work, int repeats)
    {
        process.StandardInput.WriteLine($"{work} {repeats}");
        var answer = process.StandardOutput.ReadLine();
        return answer is not null ? double.Parse(answer, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"tensor_peer.py ended: {process.StandardError.ReadToEnd()}");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
