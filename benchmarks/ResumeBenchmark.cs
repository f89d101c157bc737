using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EditableDeepSC.Models.Training;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// Trainings killed with SIGKILL and started again: their curves and weights must come out as those of unbroken ones,
/// bit for bit. Of drawn portraits three times each; of a folder that <c>./eds portraits</c> wrote, five times: before
/// the first checkpoint, between two, twice while one is written, and while the weights are.
/// </summary>
internal static class ResumeBenchmark
{
    private const string Images = "--images";
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    private static readonly KillMoment[] OfPortraits = [new(0), new(20), new(60)],
        OfFaces = [new(0), new(20, Writing: true), new(20), new(40, Writing: true), new(60, Shipping: true)];

    /// <summary>Trains the named networks, or all; 1 where a killed training ended otherwise.</summary>
    internal static int Run(string[] arguments)
    {
        var at = Array.IndexOf(arguments, Images);
        var images = at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        string[] named = at < 0 ? arguments : [.. arguments[..at], .. arguments.Skip(at + 2)];
        var known = at < 0 ? TrainingTasks.Names : TrainingTasks.NamesOfFaces;
        if (at >= 0 && images is null || named.Except(known).FirstOrDefault() is not null)
        {
            Console.Error.WriteLine($"resume takes {Images} DIR and trainings of: {string.Join(", ", known)}.");
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("eds-resume-");
        var (random, kept) = (new Random(1), true);
        var start = Environment.GetEnvironmentVariable("EDS_WEIGHTS") ?? "weights";
        string[] source = images is null ? [] : [Images, images, "--labels", Path.Combine(images, "labels.txt"),
            "--identities", Path.Combine(images, "identities.txt"), "--resolution", "32", "--batch", "4"];
        if (images is not null)
        {
            var set = folder.CreateSubdirectory("set").FullName;
            Training.Eds(["train", "all", .. source, "--steps", "32", "--weights", set, "--run", folder.FullName]);
            start = set;
        }
        var (steps, moments) = images is null ? (100, OfPortraits) : (60, OfFaces);
        Console.WriteLine($"{"training",-12} {"killed after steps",-30} curve  weights   ({steps} steps)");
        foreach (var network in named.Length > 0 ? named : known)
        {
            string[] command = ["train", network, .. source, "--steps", steps.ToString(CultureInfo.InvariantCulture),
                "--checkpoint-every", "0"];
            var whole = new Training(command, folder, $"whole-{network}", start);
            var broken = new Training(command, folder, $"broken-{network}", start);
            whole.Finish();
            var kills = moments.Select(moment => broken.Kill(moment, LongestDelay * random.NextDouble())).ToArray();
            broken.Finish();
            var curve = whole.Curve.SequenceEqual(broken.Curve);
            var weights = whole.Weights.SequenceEqual(broken.Weights);
            Console.WriteLine($"{network,-12} {string.Join(", ", kills),-30} {Verdict(curve),-6} {Verdict(weights)}");
            kept &= curve && weights;
        }
        folder.Delete(recursive: true);
        return kept ? 0 : 1;
    }

    private static string Verdict(bool same) => same ? "same" : "OTHER";

    /// <summary>When a training is killed.</summary>
    /// <param name="Step">When its checkpoint of so many steps is kept, and then a little later.</param>
    /// <param name="Writing">When this checkpoint is begun instead.</param>
    /// <param name="Shipping">When the weights are begun instead.</param>
    private sealed record KillMoment(long Step, bool Writing = false, bool Shipping = false);

    /// <summary>A training by the program itself, in a run folder and with a copy of the weights.</summary>
    private sealed class Training
    {
        private readonly string[] command;
        private readonly DirectoryInfo run, weights;

        public Training(string[] command, DirectoryInfo folder, string name, string start)
        {
            (run, weights) = (folder.CreateSubdirectory($"{name}-run"), folder.CreateSubdirectory($"{name}-weights"));
            this.command = [.. command, "--run", run.FullName, "--weights", weights.FullName];
            foreach (var file in Directory.GetFiles(start))
                File.Copy(file, Path.Combine(weights.FullName, Path.GetFileName(file)));
        }

        public string[] Curve => File.ReadAllLines(Path.Combine(run.FullName, "curve.csv"));

        /// <summary>The digests of all networks in the order of their names.</summary>
        public byte[] Weights => [.. Directory.GetFiles(weights.FullName, "*.safetensors")
            .Order(StringComparer.Ordinal).SelectMany(path => SHA256.HashData(File.ReadAllBytes(path)))];

        public void Finish() => Eds(command);

        /// <summary>Waits for the moment; the step that was kept, marked where a file was being written.</summary>
        public string Kill(KillMoment moment, TimeSpan delay)
        {
            using var process = Start(command);
            if (moment.Writing) WaitFor(process, run, $"checkpoint-{moment.Step}");
            else if (moment.Shipping) WaitFor(process, weights, ".*.part");
            else
            {
                while (Kept() < moment.Step && !process.HasExited) Thread.Sleep(20);
                process.WaitForExit(delay);
            }
            if (process.HasExited) throw new InvalidOperationException($"{command[1]} ended before it was killed.");
            process.Kill();
            process.WaitForExit();
            var isHalf = run.GetDirectories("checkpoint-*").Any(one => one.Name != $"checkpoint-{Kept()}")
                || weights.GetFileSystemInfos(".*.part").Length > 0;
            return $"{Kept()}{(isHalf ? " (writing)" : "")}";
        }

        /// <summary>Runs the program to its end.</summary>
        public static void Eds(string[] command)
        {
            using var process = Start(command);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{string.Join(' ', command[..2])} ended with {process.ExitCode}.");
        }

        private static void WaitFor(Process process, DirectoryInfo folder, string name)
        {
            while (!process.HasExited && folder.GetFileSystemInfos(name).Length == 0) Thread.Sleep(1);
        }

        private static Process Start(string[] command) => Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "eds.dll"), .. command])
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
