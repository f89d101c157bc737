using System.CommandLine;
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
internal static class InvertCommand
{
    private const string Overview = "all.png";
    private const string RandomStart = "random", EncoderStart = "encoder";

    public static Command Create()
    {
        var images = new Argument<FileInfo[]>("IMAGE")
        {
            Description = "PNG or JPEG.",
            Arity = ArgumentArity.OneOrMore,
        };
        var start = new Option<string>("--start")
        {
            Description = "encoder: from the guess of the inversion encoder; random: as in the paper.",
            DefaultValueFactory = _ => EncoderStart,
        };
        start.AcceptOnlyFromAmong(EncoderStart, RandomStart);
        var iterations = new Option<int?>("--iterations")
        {
            Description = "Number of iterations; default 20 from the encoder, 110 from random.",
        };
        var folder = new Option<DirectoryInfo>("--out")
        {
            Description = "Folder for NAME-inverted.png (original | reconstruction) and all.png "
                + "(originals over reconstructions).",
            DefaultValueFactory = _ => new DirectoryInfo("runs/inverted"),
        };
        var (weights, device, json) = (WeightsOption.Create(), DeviceOption.Create(), JsonOutput.Option());
        var command = new Command("invert", "Finds the latent vector of each picture.")
        {
            images, start, iterations, folder, weights, device, json,
        };
        json.Description = "Prints one JSON object for each picture, one a line, instead of text.";
        command.SetAction(parsed =>
        {
            var options = parsed.GetValue(start) == RandomStart ? InversionOptions.Paper : InversionOptions.FromGuess;
            if (parsed.GetValue(iterations) is { } count)
                options = count > 0 ? options with { MaxIterations = count }
                    : throw new UserErrorException($"--iterations takes 1 or more, not {count}.");
            var files = parsed.GetRequiredValue(images);
            if (files.FirstOrDefault(file => file.ToString().StartsWith("--", StringComparison.Ordinal)) is { } unknown)
                throw new UserErrorException($"invert has no option '{unknown}'; see './eds invert --help'.");
            Run(files, parsed.GetValue(start) == EncoderStart, options, parsed.GetRequiredValue(folder),
                parsed.GetRequiredValue(weights), DeviceOption.Resolve(parsed.GetValue(device)!),
                parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static void RefuseToOverwrite(FileInfo[] files, DirectoryInfo folder)
    {
        string[] written = [.. files.Select(file => NameOf(file)).Append(Overview)
            .Select(name => Path.Combine(folder.FullName, name))];
        if (written.Intersect(files.Select(file => file.FullName)).FirstOrDefault() is { } own)
            throw new UserErrorException($"'{own}' would be overwritten: name another folder with --out.");
        if (written.CountBy(path => path).FirstOrDefault(path => path.Value > 1).Key is { } twice)
            throw new UserErrorException($"Two pictures would both be written to '{twice}': rename one.");
    }

    private static string NameOf(FileInfo file) => Path.GetFileNameWithoutExtension(file.Name) + "-inverted.png";

    private static void Run(FileInfo[] files, bool guess, InversionOptions options, DirectoryInfo folder,
        DirectoryInfo weights, Device device, bool json, TextWriter output)
    {
        RefuseToOverwrite(files, folder);
        folder.Create();
        using var scope = NewDisposeScope();
        using var generator = PriorNetworks.Frozen(PriorNetworks.Generator(weights), device);
        using var perceptual = PriorNetworks.Frozen(PriorNetworks.Perceptual(weights), device);
        using var encoder = guess ? PriorNetworks.Frozen(PriorNetworks.Inversion(weights), device) : null;
        var side = generator.Options.Size.Resolution;
        var targets = stack(files.Select(file => ImageTensors.Square(ImageFile.Read(file.FullName), side))).to(device);
        var found = ImageInversion.Invert(generator, perceptual, encoder, options, targets);
        Tensor made;
        using (no_grad()) made = generator.call(stack(found.Select(result => result.Z)));
        Write(Overview, cat([Row(targets), Row(made)], 1));
        for (var i = 0; i < files.Length; i++)
        {
            var path = Write(NameOf(files[i]), cat([targets[i], made[i]], 2));
            output.WriteLine(json ? JsonSerializer.Serialize(new
            {
                file = files[i].ToString(),
                loss = found[i].Loss,
                psnrDb = found[i].PsnrDb,
                lpipsP = found[i].Perceptual,
                iterations = found[i].Iterations,
                picture = path,
            }, JsonOutput.Line) : string.Create(CultureInfo.InvariantCulture,
                $"{files[i]}: J {found[i].Loss:F4}, PSNR {found[i].PsnrDb:F2} dB, "
                + $"LPIPS-P {found[i].Perceptual:F4}, {found[i].Iterations} iterations; {path}"));
        }

        string Write(string name, Tensor picture)
        {
            var path = Path.Combine(folder.FullName, name);
            ImageFile.Write(path, ImageTensors.ToImage(picture));
            return path;
        }
        static Tensor Row(Tensor pictures) => cat(pictures.unbind(0), 2);
    }
}
