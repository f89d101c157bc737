using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Host.Commands;

/// <summary>
/// The <c>--labels</c>, <c>--identities</c> and <c>--landmarks</c> of verbs that take a user's own faces.
/// </summary>
internal sealed class FaceOptions
{
    private readonly Option<string?> labels =
        new("--labels") { Description = "Degrees (CelebA-Dialog) or attributes (CelebA) of the pictures." };
    private readonly Option<string?> identities =
        new("--identities") { Description = "CelebA's identity file: who is in which picture." };
    private readonly Option<string?> landmarks =
        new("--landmarks") { Description = "CelebA's landmark file: eyes, nose and mouth of each picture." };

    /// <summary>For verbs that work on drawn portraits where no <c>--images</c> is given.</summary>
    public Option<string?> Images { get; } =
        new("--images") { Description = "A folder or .zip file of faces, PNG or JPEG; without it, drawn portraits." };

    public IEnumerable<Option> TextFiles => [labels, identities, landmarks];

    public IEnumerable<Option> All => [Images, .. TextFiles];

    /// <summary>Null without <c>--images</c>; then the other options are a mistake.</summary>
    public FaceSources? Of(ParseResult parsed)
    {
        if (parsed.GetValue(Images) is { } images) return Of(images, parsed);
        return TextFiles.FirstOrDefault(option => parsed.GetResult(option) is not null) is not { } lone ? null
            : throw new UserErrorException($"{lone.Name} is about the pictures of --images; give that too.");
    }

    public FaceSources Of(string images, ParseResult parsed) => new(images)
    {
        Labels = parsed.GetValue(labels),
        Identities = parsed.GetValue(identities),
        Landmarks = parsed.GetValue(landmarks),
    };
}

/// <summary><c>eds images</c>: looks at and prepares a user's own faces.</summary>
internal static class ImagesCommand
{
    private const int MostNamed = 20;

    public static Command Create() =>
        new("images", "Checks and prepares a folder of faces for training.") { CreateCheck(), CreatePrepare() };

    private static Command CreateCheck()
    {
        var (images, files, json) = (Folder(), new FaceOptions(), JsonOutput.Option());
        var command = new Command("check", "Reads every picture and every line about them; exit code 1 where a picture "
            + "is broken, 2 where a line is wrong.") { images, json };
        foreach (var option in files.TextFiles) command.Add(option);
        command.SetAction(parsed =>
        {
            using var faces = new FaceDataSet(files.Of(parsed.GetRequiredValue(images), parsed));
            var found = FaceCheck.Of(faces);
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(json) ? Json(found) : Text(found));
            return found.Broken.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static Command CreatePrepare()
    {
        var (images, files) = (Folder(), new FaceOptions());
        var target = new Option<string>("--out") { Description = "A new folder.", Required = true };
        var resolution = DefaultOption.Of("--resolution", 128, "Width and height in pixels, 32 to 1024.");
        var align = DefaultOption.Of("--align", FaceAlignment.Ffhq,
            "With --landmarks: ffhq, as FFHQ and CelebA-HQ are cut, or celebA, as CelebA's aligned pictures.");
        var command = new Command("prepare", "Cuts faces out, by their landmarks or the middle square, and writes PNG "
            + "files of one size.") { images, target, resolution, align };
        foreach (var option in files.TextFiles) command.Add(option);
        command.SetAction(parsed =>
        {
            var side = parsed.GetValue(resolution);
            if (side is < PortraitRenderer.MinResolution or > PortraitRenderer.MaxResolution)
                throw new UserErrorException($"--resolution takes 32 to 1024, not {side}.");
            using var faces = new FaceDataSet(files.Of(parsed.GetRequiredValue(images), parsed));
            var folder = parsed.GetRequiredValue(target);
            Prepare(faces, folder, side, parsed.GetValue(align));
            parsed.InvocationConfiguration.Output.WriteLine($"{faces.Count} pictures of {side}x{side} pixels in {folder}");
        });
        return command;
    }

    private static Argument<string> Folder() =>
        new("IMAGES") { Description = "A folder, with all folders in it, or a .zip file of PNG and JPEG files." };

    /// <summary>
    /// Writes beside the folder and renames at the end: a broken picture or a full disk leaves nothing.
    /// </summary>
    private static void Prepare(FaceDataSet faces, string folder, int side, FaceAlignment alignment)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.Exists(folder))
            throw new UserErrorException($"'{folder}' is there already; give a new folder with --out.");
        var unfinished = $"{folder}.{Environment.ProcessId}.part";
        try
        {
            using (OutputFolder.Create(unfinished))
            {
                Parallel.For(0, faces.Count, item => ImageFile.Write(
                    Path.Combine(unfinished, Path.ChangeExtension(faces.Names[item], ".png")),
                    Cut(faces, item, side, alignment)));
            }
            Directory.Move(unfinished, folder);
        }
        catch (AggregateException problems)
        {
            throw problems.InnerExceptions[0];
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }
    }

    private static RgbImage Cut(FaceDataSet faces, int item, int side, FaceAlignment alignment)
    {
        var picture = faces.Read(item);
        return faces.Landmarks is { } points ? FaceCrop.Of(points[item], alignment).Take(picture, side)
            : FaceCrop.Middle(picture).Take(picture, side);
    }

    private static string Json(FaceCheck found) => JsonSerializer.Serialize(new
    {
        found.Pictures,
        sizes = found.Sizes.ToDictionary(size => size.Size, size => size.Count),
        found.Broken,
        splits = found.Splits.ToDictionary(part => JsonOutput.NameOf(part.Key), part => part.Value),
        degrees = found.Degrees?.ToDictionary(of => JsonOutput.NameOf(of.Key), of => of.Value),
        people = found.People?.All,
        peopleWithTwoPictures = found.People?.WithTwo,
    }, JsonOutput.Format);

    private static string Text(FaceCheck found)
    {
        List<string> lines =
        [
            Line($"{found.Pictures} pictures, {found.Broken.Count} broken"),
            .. found.Broken.Take(MostNamed).Select(problem => "  " + problem),
            .. found.Broken.Count > MostNamed ? [Line($"  and {found.Broken.Count - MostNamed} more; --json names all")]
                : Array.Empty<string>(),
            "sizes: " + string.Join(", ", found.Sizes.Take(MostNamed).Select(size => Line($"{size.Count} of {size.Size}"))),
            "parts: " + string.Join(", ", found.Splits.Select(part => Line($"{JsonOutput.NameOf(part.Key)} {part.Value}"))),
        ];
        foreach (var (attribute, counts) in found.Degrees ?? new Dictionary<FaceAttribute, int[]>())
            lines.Add($"{attribute} at degrees 0 to 5: {string.Join(", ", counts)}");
        if (found.People is var (people, withTwo))
            lines.Add(Line($"{people} people, {withTwo} of them with two pictures or more"));
        return string.Join('\n', lines);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
