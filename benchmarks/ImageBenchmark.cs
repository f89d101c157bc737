using System.Diagnostics;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Benchmarks;

/// <summary>How fast the loader of a folder gives pictures to a training, and whether its memory stays flat.</summary>
internal static class ImageBenchmark
{
    private const int Side = 128, Pictures = 2_000, Drawn = 50, Batch = 32, Rounds = 3;
    private const double LeastPerSecond = 500, MostGrowth = 0.1;

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("eds-images-");
        try
        {
            Write(folder);
            using var faces = new FaceDataSet(new(folder.FullName));
            using var loader = new FaceLoader(faces, [.. Enumerable.Range(0, Pictures)], Side, Batch, seed: 1);
            loader.Take(0, CPU).Images.Dispose();
            var (rates, memory) = (new List<double>(), new List<long>());
            for (var (round, step) = (0, 1L); round < Rounds; round++)
            {
                using var process = Process.GetCurrentProcess();
                var (watch, computed) = (Stopwatch.StartNew(), process.TotalProcessorTime);
                var (first, end) = (step, step + Pictures / Batch);
                for (; step < end; step++) loader.Take(step, CPU).Images.Dispose();
                rates.Add((end - first) * Batch / watch.Elapsed.TotalSeconds);
                process.Refresh();
                var each = (process.TotalProcessorTime - computed).TotalMilliseconds / ((end - first) * Batch);
                memory.Add(process.WorkingSet64);
                Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"round {round + 1}: {rates[^1]:F0} images/s at {Side}x{Side}, {each:F2} ms of a core each, ")
                    + $"{memory[^1] >> 20} MiB");
            }
            var holds = rates[^1] >= LeastPerSecond && memory[^1] <= memory[0] * (1 + MostGrowth);
            Console.WriteLine($"{(holds ? "holds" : "MISSED")}: at least {LeastPerSecond} images/s, memory flat to "
                + $"{MostGrowth:P0} from the first to the last round; {Environment.ProcessorCount} cores");
            return holds ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // As many files as a training reads, of few drawings: drawing is not what is measured.
    private static void Write(DirectoryInfo folder)
    {
        using var scope = NewDisposeScope();
        var drawn = PortraitRenderer.Render(new PortraitSampler(new Seed(1)).Sample(0, Drawn), Side);
        byte[][] files = [.. drawn.unbind(0).Select(picture => Png.Encode(ImageTensors.ToImage(picture)))];
        for (var i = 0; i < Pictures; i++)
            File.WriteAllBytes(Path.Combine(folder.FullName, $"{i:D6}.png"), files[i % Drawn]);
    }
}
