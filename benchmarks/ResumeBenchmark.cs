using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EditableDeepSC.Models.Training;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// Trainings killed with SIGKILL and started again: their curves and weights must come out as those of unbroken ones,
/// bit for bit.
/// </summary>
internal static class ResumeBenchmark
{
    private const int Steps = 100;
    private static readonly int[] KillFrom = [0, 20, 60];    // steps of the checkpoint that there must be
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    /// <summary>Trains the named networks, or all; 1 where a killed training ended otherwise.</summary>
    internal static int Run(string[] networks)
    {
        if (networks.Except(TrainingTasks.Names).FirstOrDefault() is { } other)
        {
            Console.Error.WriteLine($"There is no training '{other}': {string.Join(", ", TrainingTasks.Names)}.");
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("eds-resume-");
        var random = new Random(1);
        var kept = true;
        Console.WriteLine($"{"training",-12} {"killed after steps",-20} curve  weights   ({Steps} steps)");
        foreach (var network in networks.Length > 0 ? networks : TrainingTasks.Names)
        {
            var (whole, broken) = (new Training(network, folder, "whole"), new Training(network, folder, "broken"));
            whole.Finish();
            var kills = KillFrom.Select(step => broken.Kill(step, LongestDelay * random.NextDouble())).ToArray();
            broken.Finish();
            var curve = whole.Curve.SequenceEqual(broken.Curve);
            var weights = whole.Weights.SequenceEqual(broken.Weights);
            Console.WriteLine($"{network,-12} {string.Join(", ", kills),-20} {Verdict(curve),-6} {Verdict(weights)}");
            kept &= curve && weights;
        }
        folder.Delete(recursive: true);
        return kept ? 0 : 1;
    }

    private static string Verdict(bool same) => same ? "same" : "OTHER";

    /// <summary>A training by the program itself, in a run folder and with a copy of the shipped weights.</summary>
    private sealed class Training
    {
        private readonly string network;
        private readonly DirectoryInfo run;
        private readonly DirectoryInfo weights;

        public Training(string network, DirectoryInfo folder, string name)
        {
            this.network = network;
            run = folder.CreateSubdirectory($"{name}-{network}");
            weights = folder.CreateSubdirectory($"{name}-{network}-weights");
            var shipped = Environment.GetEnvironmentVariable("EDS_WEIGHTS") ?? "weights";
            foreach (var file in Directory.GetFiles(shipped))
                File.Copy(file, Path.Combine(weights.FullName, Path.GetFileName(file)));
        }

        public string[] Curve => File.ReadAllLines(Path.Combine(run.FullName, "curve.csv"));

        /// <summary>The digests of all networks in the order of their names.</summary>
        public byte[] Weights => [.. Directory.GetFiles(weights.FullName, "*.safetensors")
            .Order(StringComparer.Ordinal).SelectMany(path => SHA256.HashData(File.ReadAllBytes(path)))];

        public void Finish()
        {
            using var process = Start();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"train {network} ended with {process.ExitCode}.");
        }

        /// <summary>Waits for a checkpoint of at least so many steps, and then some; the step that was kept.</summary>
        public long Kill(long step, TimeSpan delay)
        {
            using var process = Start();
            while (Kept() < step && !process.HasExited) Thread.Sleep(20);
            process.WaitForExit(delay);
            if (process.HasExited) throw new InvalidOperationException($"train {network} ended before it was killed.");
            process.Kill();
            process.WaitForExit();
            return Kept();
        }

        private Process Start() => Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "eds.dll"), "train", network,
            "--steps", Steps.ToString(CultureInfo.InvariantCulture), "--checkpoint-every", "0",
            "--run", run.FullName, "--weights", weights.FullName,
        ])
        { RedirectStandardOutput = true })!;

        private long Kept()
        {
            var pointer = Path.Combine(run.FullName, "checkpoint.json");
            if (!File.Exists(pointer)) return 0;
            using var checkpoint = JsonDocument.Parse(File.ReadAllText(pointer));
            return checkpoint.RootElement.GetProperty("State").GetProperty("Step").GetInt64();
        }
    }
}
