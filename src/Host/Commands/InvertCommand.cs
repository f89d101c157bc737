using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Models.Inversion;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Weights;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Commands;

/// <summary>
/// <c>eds invert IMAGE...</c>: finds the latent vectors of pictures and writes each picture beside its reconstruction.
/// </summary>
internal sealed class InvertCommand : Command
{
    private const string Overview = "all.png";
    private const string RandomStart = "random", EncoderStart = "encoder";

    private readonly Argument<FileInfo[]> images = new("IMAGE")
    {
        Description = "PNG or JPEG.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string> start = DefaultOption.Of("--start", EncoderStart,
        "encoder: from the guess of the inversion encoder; random: as in the paper.")
        .AcceptOnlyFromAmong(EncoderStart, RandomStart);
    private readonly Option<int?> iterations =
        new("--iterations") { Description = "Number of iterations; default 20 from the encoder, 110 from random." };
    private readonly Option<DirectoryInfo> target = DefaultOption.Of("--out", new DirectoryInfo("runs/inverted"),
        "Folder for NAME-inverted.png (original | reconstruction) and all.png (originals over reconstructions).");
    private readonly Option<DirectoryInfo> weights = WeightsOption.Create();
    private readonly Option<string> device = DeviceOption.Create();
    private readonly Option<bool> json =
        new("--json") { Description = "Prints one JSON object for each picture, one a line, instead of text." };

    public InvertCommand() : base("invert", "Finds the latent vector of each picture.")
    {
        Arguments.Add(images);
        foreach (var option in new Option[] { start, iterations, target, weights, device, json }) Options.Add(option);
        SetAction(parsed => Run(parsed, FilesOf(parsed), OptionsOf(parsed)));
    }

    private FileInfo[] FilesOf(ParseResult parsed)
    {
        var files = parsed.GetRequiredValue(images);
        return files.FirstOrDefault(file => file.ToString().StartsWith("--", StringComparison.Ordinal)) is { } unknown
            ? throw new UserErrorException($"invert has no option '{unknown}'; see './eds invert --help'.")
            : files;
    }

    private InversionOptions OptionsOf(ParseResult parsed)
    {
        var options = parsed.GetValue(start) == RandomStart ? InversionOptions.Paper : InversionOptions.FromGuess;
        if (parsed.GetValue(iterations) is not { } count) return options;
        if (count <= 0) throw new UserErrorException($"--iterations takes 1 or more, not {count}.");
        return options with { MaxIterations = count };
    }

    private static void RefuseToOverwrite(FileInfo[] files, DirectoryInfo folder)
    {
        string[] written = [.. files.Select(file => NameOf(file)).Append(Overview)
            .Select(name => Path.Combine(folder.FullName, name))];
        foreach (var path in written) OutputFile.Check(path, files.Select(file => file.FullName));
        if (written.CountBy(path => path).FirstOrDefault(path => path.Value > 1).Key is { } twice)
            throw new UserErrorException($"Two pictures would both be written to '{twice}': rename one.");
    }

    private static string NameOf(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name) + "-inverted.png";

    private void Run(ParseResult parsed, FileInfo[] files, InversionOptions options)
    {
        var folder = parsed.GetRequiredValue(target);
        RefuseToOverwrite(files, folder);
        var (from, place) = (parsed.GetRequiredValue(weights), DeviceOption.Resolve(parsed.GetValue(device)!));
        using var claim = OutputFolder.Enter(folder.ToString());
        using var scope = NewDisposeScope();
        using var generator = PriorNetworks.Frozen(PriorNetworks.Generator(from), place);
        using var perceptual = PriorNetworks.Frozen(PriorNetworks.Perceptual(from), place);
        using var encoder = parsed.GetValue(start) == EncoderStart
            ? PriorNetworks.Frozen(PriorNetworks.Inversion(from), place)
            : null;
        var side = generator.Options.Size.Resolution;
        var targets = stack(files.Select(file => ImageTensors.Square(ImageFile.Read(file.FullName), side))).to(place);
        var found = ImageInversion.Invert(generator, perceptual, encoder, options, targets);
        Tensor made;
        using (no_grad()) made = generator.call(stack(found.Select(result => result.Z)));
        Write(Overview, cat([Row(targets), Row(made)], 1));
        for (var i = 0; i < files.Length; i++)
        {
            var path = Write(NameOf(files[i]), cat([targets[i], made[i]], 2));
            parsed.InvocationConfiguration.Output.WriteLine(
                parsed.GetValue(json) ? Json(files[i], found[i], path) : Text(files[i], found[i], path));
        }

        string Write(string name, Tensor picture)
        {
            var path = Path.Combine(folder.FullName, name);
            ImageFile.Write(path, ImageTensors.ToImage(picture));
            return path;
        }
        static Tensor Row(Tensor pictures) => cat(pictures.unbind(0), 2);
    }

    private static string Json(FileInfo file, InversionResult found, string picture) => JsonSerializer.Serialize(new
    {
        file = file.ToString(),
        found.Loss,
        found.PsnrDb,
        lpipsP = found.Perceptual,
        found.Iterations,
        picture,
    }, JsonOutput.Line);

    private static string Text(FileInfo file, InversionResult found, string picture) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}: J {found.Loss:F4}, PSNR {found.PsnrDb:F2} dB, ")
        + string.Create(CultureInfo.InvariantCulture,
            $"LPIPS-P {found.Perceptual:F4}, {found.Iterations} iterations; {picture}");
}
