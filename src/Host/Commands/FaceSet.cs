using System.Text.Json;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Training;
using EditableDeepSC.Models.Weights;

namespace EditableDeepSC.Host.Commands;

/// <summary>A set of networks that is made of a user's own faces, in a folder of its own.</summary>
internal static class FaceSet
{
    /// <summary>Of the generator's budget, what each of the eight others gets: half of it in all.</summary>
    public const int ShareOfOthers = 16;

    /// <summary>The reader of requests and the curve of the form conditioned, which need no pictures.</summary>
    private static readonly string[] Copied = ["text", "conditioned"];

    /// <summary>
    /// Refuses the shipped folder, whose networks would be lost, and copies to the set what is the same in all sets.
    /// </summary>
    public static void Begin(DirectoryInfo weights, bool isGiven)
    {
        var shipped = WeightsOption.Shipped;
        if (!isGiven || OutputFile.RealPath(weights.FullName) == OutputFile.RealPath(shipped.FullName))
            throw new UserErrorException(
                "--images takes --weights DIR, a folder for the new set: the shipped networks would be overwritten.");
        weights.Create();
        if (!File.Exists(Path.Combine(weights.FullName, WeightsManifest.FileName)))
            WeightsManifest.Scan(weights.FullName).Save();
        string[] lacking = [.. Copied.Where(name => !PriorNetworks.Has(weights, name))
            .SelectMany(name => new[] { $"{name}.safetensors", $"{name}.md" })
            .Where(file => File.Exists(Path.Combine(shipped.FullName, file)))];
        if (lacking.Length == 0) return;
        foreach (var file in lacking)
        {
            WholeFile.Write(
                Path.Combine(weights.FullName, file), File.ReadAllBytes(Path.Combine(shipped.FullName, file)));
        }
        WeightsManifest.Scan(weights.FullName).Save();
    }

    /// <summary>
    /// The trainings of a whole set: without labels only those that need none; official LPIPS weights that are there
    /// already stay.
    /// </summary>
    public static IReadOnlyList<string> NamesFor(DirectoryInfo weights, bool hasLabels)
    {
        const string metric = "perceptual";
        var names = TrainingTasks.NamesOfFaces.Except(hasLabels ? [] : TrainingTasks.NamesOfLabels);
        if (!PriorNetworks.Has(weights, metric)) return [.. names];
        using var found = PriorNetworks.Perceptual(weights);
        return [.. names.Where(name => name != metric || found.Options == LpipsOptions.Small)];
    }
}

/// <summary><c>./eds weights check DIR</c>: what a set of networks can do, and what it lacks.</summary>
internal static class WeightsCheck
{
    private static readonly (string What, string[] Networks)[] Uses =
    [
        ("make pictures", ["generator"]),
        ("invert pictures", ["generator", "perceptual", "inversion"]),
        ("send, form paper",
            ["generator", "perceptual", "inversion", "predictor", "fields", "adapters", "text", "judge"]),
        ("send, forms linear, hybrid, digital", ["coding"]),
        ("send, form conditioned", ["coding", "conditioned"]),
        ("train M (jecc)", ["generator", "discriminator", "predictor", "identity"]),
        ("tell people apart", ["identity"]),
        ("measure FID-P", ["observer"]),
        ("measure FID", ["inception"]),
    ];

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The folder of the set." };
        var json = JsonOutput.Option();
        var command = new Command("check", "Says what a set of networks can do and which networks it lacks.")
        {
            folder, json,
        };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(folder), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(DirectoryInfo folder, bool asJson, TextWriter output)
    {
        var manifest = WeightsManifest.Load(folder.FullName);
        if (manifest.FindProblems() is [var problem, ..]) throw new WeightsException(problem.Reason, problem.Message);
        var uses = Uses.Select(use => (use.What, Lacks: Needed(use.What, use.Networks)
            .Where(name => !PriorNetworks.Has(folder, name)).ToArray())).ToArray();
        var size = PriorNetworks.Has(folder, "generator") ? SizeOf(folder) : null;
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                folder = folder.ToString(),
                resolution = size?.Resolution,
                numbers = size?.Numbers,
                space = size is { } of ? JsonOutput.NameOf(of.Space) : null,
                uses = uses.Select(use => new { use.What, can = use.Lacks.Length == 0, use.Lacks }),
            }, JsonOutput.Format));
            return;
        }
        output.WriteLine($"{folder}: {manifest.Files.Count} networks, all as listed"
            + (size is var (side, numbers, space)
                ? $"; pictures of {side}x{side}, {JsonOutput.NameOf(space)} of {numbers} numbers" : ""));
        foreach (var (what, lacks) in uses)
            output.WriteLine($"{what,-40} {(lacks.Length == 0 ? "yes" : $"no, lacks {string.Join(", ", lacks)}")}");
    }

    private static IEnumerable<string> Needed(string what, string[] networks) =>
        what.StartsWith("send", StringComparison.Ordinal) ? networks.Union(Uses[2].Networks) : networks;

    private static (int Resolution, int Numbers, LatentSpace Space)? SizeOf(DirectoryInfo folder)
    {
        using var generator = PriorNetworks.Generator(folder);
        return (generator.Options.Size.Resolution, generator.Options.LatentSize, generator.Options.Space);
    }
}
