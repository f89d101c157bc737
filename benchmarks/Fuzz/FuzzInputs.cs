using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EditableDeepSC.Host;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Tests.Weights.PyTorch;
using EditableDeepSC.Models.Weights;
using Eds = EditableDeepSC.Host.CommandLine;

namespace EditableDeepSC.Benchmarks.Fuzz;

/// <summary>The damaged inputs of <see cref="FuzzBenchmark"/>, in a folder that goes with it.</summary>
internal sealed partial class FuzzInputs : IDisposable
{
    private const string Plain = """
        { "name": "fuzz", "seed": 3, "durationSeconds": 2, "repeat": 1, "thresholds": ["failed < 50 %", "latency: p(95) < 9 s"],
          "users": [
            { "name": "a", "count": 3, "arrivals": { "kind": "poisson", "ratePerSecond": 9 }, "deadlineSeconds": 0.3,
              "link": { "channel": { "type": "chain", "channels": ["rayleigh", { "type": "jakes", "dopplerHz": 5 }] },
                        "snr": { "type": "steps", "points": [{ "atSeconds": 0, "snrDb": 9 }, { "atSeconds": 1, "snrDb": 0 }] } } },
            { "count": 2, "arrivals": { "thinkSeconds": 0.2 }, "dialog": { "turns": 2 },
              "link": { "snr": { "type": "path-loss" }, "receiver": { "csi": "pilots" } } }],
          "encoders": { "workers": 2, "batching": { "maxSize": 4, "preferredSizes": [2], "queueLimit": 2, "timeoutMs": 200 } },
          "stub": { "failChance": 0.1 }, "faults": { "notFinite": 0.05 }, "adapters": { "snrsDb": [0, 6], "policy": "hysteresis" } }
        """;

    private static readonly string[] RunFiles =
        ["events.jsonl", "metrics.csv", "summary.json", "scenario.json", "environment.json"];

    private readonly string folder = Directory.CreateTempSubdirectory("eds-fuzz-").FullName;
    private readonly string[] scenarios;
    private string? run;

    public FuzzInputs() => scenarios = [Plain, Plain, Plain,
        .. Directory.Exists("scenarios") ? Directory.GetFiles("scenarios", "*.json").Where(file => !file.Contains("schema",
            StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText) : []];

    /// <summary>The calls of a seed, one after the other.</summary>
    public IEnumerable<Func<TextWriter, TextWriter, Task<int>>> Of(string kind, int seed) => kind switch
    {
        "scenarios" => Scenarios(new Mutation(seed)),
        "sets" => Sets(new Mutation(seed)),
        "runs" => Runs(new Mutation(seed)),
        "weights" => Weights(new Mutation(seed)),
        _ => Pictures(new Mutation(seed)),
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IEnumerable<Func<TextWriter, TextWriter, Task<int>>> Scenarios(Mutation mutation)
    {
        var text = mutation.Pick(scenarios);
        var file = PathOf("scenario.json");
        if (mutation.Next(4) == 0) File.WriteAllBytes(file, mutation.Bytes(Encoding.UTF8.GetBytes(text)));
        else File.WriteAllText(file, text = mutation.Json(text));
        var isValid = false;
        yield return async (output, error) =>
        {
            var code = await Eds.RunAsync(["validate", file], output, error);
            isValid = code == ExitCode.Ok;
            return code;
        };
        // Runs what is small: no number above 1000 asks for much, and a second is enough.
        if (!isValid || text.Contains("jecc", StringComparison.Ordinal) || text.Contains("sweep", StringComparison.Ordinal)
            || Numbers().Matches(text).Any(number => double.Parse(number.Value, CultureInfo.InvariantCulture) > 1000))
            yield break;
        yield return Call("run", file, "--set", "durationSeconds=1", "--set", "repeat=1", "--set", "clock=virtual", "--out",
            NewFolder("run"));
    }

    private IEnumerable<Func<TextWriter, TextWriter, Task<int>>> Sets(Mutation mutation)
    {
        var file = PathOf("plain.json");
        File.WriteAllText(file, Plain);
        List<string> arguments = [mutation.Next(8) == 0 ? "run" : "validate", file];
        if (arguments[0] == "run") arguments.Add("--dry-run");
        for (var changes = 1 + mutation.Next(2); changes > 0; changes--)
        {
            var path = string.Join('.', Enumerable.Range(0, 1 + mutation.Next(4)).Select(_ => mutation.Pick(Keys)));
            if (mutation.Next(3) > 0) path = mutation.Pick(Paths);
            if (mutation.Next(9) == 0) path = Encoding.UTF8.GetString(mutation.Bytes(Encoding.UTF8.GetBytes(path)));
            var value = mutation.Next(6) == 0 ? mutation.Json("""{"users[0].count":[1,2],"seed":[3]}""") : mutation.OddValue();
            arguments.AddRange(["--set", $"{path.Replace("\0", "", StringComparison.Ordinal)}={value.Trim('"')}"]);
        }
        yield return Call([.. arguments]);
    }

    private IEnumerable<Func<TextWriter, TextWriter, Task<int>>> Runs(Mutation mutation)
    {
        run ??= MakeRun();
        var copy = NewFolder("damaged");
        Directory.CreateDirectory(copy);
        foreach (var name in RunFiles) File.Copy(Path.Combine(run, name), Path.Combine(copy, name));
        for (var damages = 1 + mutation.Next(2); damages > 0; damages--)
        {
            var file = Path.Combine(copy, mutation.Next(2) == 0 ? RunFiles[0] : mutation.Pick(RunFiles));
            if (!File.Exists(file)) continue;
            if (mutation.Next(20) == 0) File.Delete(file);
            else if (mutation.Next(3) == 0) File.WriteAllBytes(file, mutation.Bytes(File.ReadAllBytes(file)));
            else if (file.EndsWith(".json", StringComparison.Ordinal)) File.WriteAllText(file, mutation.Json(File.ReadAllText(file)));
            else DamageLine(file, mutation);
        }
        if (mutation.Next(2) == 0) yield return Call("compare", copy, run);
        yield return Call("report", copy);
    }

    private IEnumerable<Func<TextWriter, TextWriter, Task<int>>> Weights(Mutation mutation)
    {
        var isField = mutation.Next(2) == 0;
        var bytes = isField ? FieldBytes() : mutation.Next(2) == 0 ? TorchBytes(legacy: true) : TorchBytes(legacy: false);
        var file = PathOf("weights.pth");
        File.WriteAllBytes(file, mutation.Bytes(mutation.Next(3) == 0 ? mutation.Bytes(bytes) : bytes));
        yield return Call("weights", "show", file);
        yield return Call("weights", "import", "--kind", mutation.Pick([.. NetworkKind.All.Select(kind => kind.Name)]), file,
            "--out", PathOf("imported.safetensors"));
        if (isField) yield return Call("weights", "import", "--kind", "field", file, "--out", PathOf("imported.safetensors"));
    }

    private IEnumerable<Func<TextWriter, TextWriter, Task<int>>> Pictures(Mutation mutation)
    {
        var image = new RgbImage(24, 20);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 7 + mutation.Next(30));
        var isPng = mutation.Next(2) == 0;
        var bytes = mutation.Bytes(isPng ? Png.Encode(image) : Jpeg.Encode(image));
        var pictures = PathOf("pictures");
        Directory.CreateDirectory(pictures);
        var file = Path.Combine(pictures, "face.png");
        File.WriteAllBytes(file, bytes);
        File.WriteAllText(PathOf("plain.json"), Plain);
        yield return Call("validate", PathOf("plain.json"), "--set", $"users[0].images={pictures}");
        yield return (output, error) =>
        {
            try
            {
                var read = ImageFile.Read(file);
                return Task.FromResult(read.Pixels.Length == 3 * read.Width * read.Height ? ExitCode.Ok : -1);
            }
            catch (ImageException refused)
            {
                error.WriteLine(refused.Message);
                return Task.FromResult(ExitCode.Usage);
            }
        };
    }

    private static void DamageLine(string file, Mutation mutation)
    {
        var lines = File.ReadAllLines(file);
        var at = mutation.Next(lines.Length);
        if (file.EndsWith(".csv", StringComparison.Ordinal))
        {
            var cells = lines[at].Split(',');
            cells[mutation.Next(cells.Length)] = mutation.OddValue();
            lines[at] = string.Join(',', cells);
        }
        else
        {
            lines[at] = mutation.Json(lines[at]);
        }
        if (mutation.Next(4) == 0) lines = [.. lines, lines[mutation.Next(lines.Length)]];
        File.WriteAllLines(file, lines);
    }

    private string MakeRun()
    {
        var file = PathOf("plain.json");
        File.WriteAllText(file, Plain);
        var target = NewFolder("sound");
        var code = Eds.RunAsync(["run", file, "--out", target], TextWriter.Null, TextWriter.Null).GetAwaiter().GetResult();
        return code is ExitCode.Ok or ExitCode.ThresholdFailed ? target
            : throw new InvalidOperationException($"The run to damage ends with {code}.");
    }

    private byte[] FieldBytes()
    {
        var file = PathOf("field.safetensors");
        if (!File.Exists(file))
        {
            using var field = new FieldFunction(new() { Layers = 2, LatentSize = 4, HiddenSize = 4 });
            ModuleWeights.Save(field, file);
        }
        return File.ReadAllBytes(file);
    }

    private static byte[] TorchBytes(bool legacy)
    {
        var content = Pickle.Floats(1, 2, 3, 4, 5, 6);
        var state = Pickle.Dict(("state_dict", Pickle.Dict(
            ("a.weight", Pickle.Tensor("0", 6, 0, [2, 3], [3, 1])), ("a.bias", Pickle.Tensor("0", 6, 2, [2], [1])))));
        return legacy ? Pickle.Legacy(state, ("0", 6, content)) : Pickle.Zip(Pickle.Program(state), ("0", content));
    }

    private static Func<TextWriter, TextWriter, Task<int>> Call(params string[] arguments) =>
        (output, error) => Eds.RunAsync(arguments, output, error);

    private string PathOf(string name) => Path.Combine(folder, name);

    private string NewFolder(string name)
    {
        var path = PathOf(name);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        return path;
    }

    private static readonly string[] Keys =
        ["users", "0", "[0]", "1", "count", "link", "channel", "snr", "type", "encoders", "batching", "maxSize", "stub", "", "sweep", "x"];

    private static readonly string[] Paths =
    [
        "users[0].count", "users.0.count", "users[1].link.snr.type", "users[0].link.channel", "users[0].arrivals.ratePerSecond",
        "encoders.batching.maxSize", "encoders.batching.preferredSizes", "adapters.snrsDb", "thresholds", "thresholds[0]", "sweep",
        "repeat", "seed", "durationSeconds", "users", "users[0].images", "plugins", "decoders.profiles", "codec", "weights",
        "users[0].arrivals.file", "users[0].arrivals.kind", "clock", "faults.notFinite", "stub.encodeMs", "jecc.start", "name",
        "users[0].link.snr.points[1].atSeconds", "users[0].link.receiver", "sampleSeconds", "cell.symbolRateBaud",
    ];

    [GeneratedRegex(@"\d+(\.\d+)?([eE][+-]?\d+)?")]
    private static partial Regex Numbers();
}
