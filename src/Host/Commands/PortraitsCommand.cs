using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds portraits</c>: writes drawn portraits with their labels.</summary>
internal static class PortraitsCommand
{
    private const int MostImages = 1_000_000;

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "A new or empty folder.", Required = true };
        var count = DefaultOption.Of("--count", 16, $"How many portraits, 1 to {MostImages}.");
        var resolution = DefaultOption.Of("--resolution", 128,
            $"Width and height in pixels, {PortraitRenderer.MinResolution} to {PortraitRenderer.MaxResolution}.");
        var seed = new Option<ulong>("--seed") { Description = "Seed; the same seed draws the same portraits." };
        var style = DefaultOption.Of("--style", "photo", "How they are drawn.").AcceptOnlyFromAmong("photo", "ink");
        var sheet = new Option<bool>("--sheet") { Description = "Also writes sheet.png with all degrees." };
        var each = DefaultOption.Of("--each", 1,
            "Pictures of each person, 1 to 100; above 1 identities.txt is written too.");
        var command = new Command("portraits", "Draws portraits and writes PNG files with labels.")
        {
            folder, count, resolution, seed, style, sheet, each,
        };
        command.SetAction(parsed =>
        {
            var writer = new PortraitWriter(parsed.GetRequiredValue(folder), new Seed(parsed.GetValue(seed)))
            {
                Resolution = Within(resolution, parsed.GetValue(resolution),
                    PortraitRenderer.MinResolution, PortraitRenderer.MaxResolution),
                OfEach = Within(each, parsed.GetValue(each), 1, 100),
                Style = Enum.Parse<PortraitStyle>(parsed.GetValue(style)!, ignoreCase: true),
            };
            var images = Within(count, parsed.GetValue(count), 1, MostImages);
            writer.Write(images, parsed.GetValue(sheet));
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{images} portraits, labels.txt and labels.json in {parsed.GetValue(folder)}");
        });
        return command;
    }

    private static int Within(Option<int> option, int value, int least, int most) =>
        value >= least && value <= most
            ? value
            : throw new UserErrorException($"{option.Name} takes {least} to {most}, not {value}.");
}

/// <summary>Fills a folder with portraits 000000.png, ... and labels in CelebA-Dialog's layout and in JSON.</summary>
internal sealed class PortraitWriter(DirectoryInfo folder, Seed seed)
{
    private const int BatchSize = 16, SheetPeople = 2;
    private readonly PortraitSampler sampler = new(seed);

    public required int Resolution { get; init; }
    public required PortraitStyle Style { get; init; }

    /// <summary>Pictures of each person, one after the other.</summary>
    public int OfEach { get; init; } = 1;

    public void Write(int count, bool sheet)
    {
        using var made = OutputFolder.Create(folder.ToString());
        var images = new List<(string File, IReadOnlyList<int> Degrees)>(count);
        for (var first = 0; first < count; first += BatchSize)
            images.AddRange(WriteBatch(first, Math.Min(BatchSize, count - first)));
        LabelFile.Write(PathOf("labels.txt"), images);
        File.WriteAllText(PathOf("labels.json"), JsonSerializer.Serialize(Labels(images), JsonOutput.Format));
        if (OfEach > 1)
            File.WriteAllLines(PathOf("identities.txt"), images.Select((image, i) => $"{image.File} {i / OfEach}"));
        if (sheet) WriteSheet();
    }

    private List<(string, IReadOnlyList<int>)> WriteBatch(int first, int count)
    {
        using var scope = NewDisposeScope();
        var parameters = sampler.Sample(
            [.. Enumerable.Range(first, count).Select(i => ((long)(i - i % OfEach), (long)i))]);
        var degrees = PortraitParameters.Degrees(parameters);
        var pictures = PortraitRenderer.Render(parameters, Resolution, Style);
        var images = new List<(string, IReadOnlyList<int>)>(count);
        for (var i = 0; i < count; i++)
        {
            var name = (first + i).ToString("D6", CultureInfo.InvariantCulture) + ".png";
            ImageFile.Write(PathOf(name), ImageTensors.ToImage(pictures[i]));
            images.Add((name, [.. degrees[i].data<long>().Select(degree => (int)degree)]));
        }
        return images;
    }

    private void WriteSheet()
    {
        using var sheet = DegreeSheet.Render(sampler, SheetPeople, Resolution, Style);
        ImageFile.Write(PathOf("sheet.png"), ImageTensors.ToImage(sheet));
    }

    private object Labels(IEnumerable<(string File, IReadOnlyList<int> Degrees)> images) => new
    {
        Seed = seed.Value,
        Resolution,
        Style,
        Images = images.Select(image => new
        {
            image.File,
            Degrees = FaceAttributes.All.ToDictionary(
                attribute => attribute, attribute => image.Degrees[(int)attribute]),
        }),
    };

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
