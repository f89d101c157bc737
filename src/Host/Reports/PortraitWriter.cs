using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;
using static TorchSharp.torch;

namespace EditableDeepSC.Host.Reports;

/// <summary>
/// Fills a folder with portraits 000000.png, ... and their labels, in CelebA-Dialog's layout and in JSON.
/// </summary>
internal sealed class PortraitWriter(DirectoryInfo folder, Seed seed)
{
    private const int BatchSize = 16, SheetPeople = 2;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly PortraitSampler sampler = new(seed);

    public required int Resolution { get; init; }
    public required PortraitStyle Style { get; init; }

    public void Write(int count, bool sheet)
    {
        try
        {
            if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
                throw new UserErrorException($"{folder} is not empty; name a new folder with --out.");
            folder.Create();
            var images = new List<(string File, IReadOnlyList<int> Degrees)>(count);
            for (var first = 0; first < count; first += BatchSize)
                images.AddRange(WriteBatch(first, Math.Min(BatchSize, count - first)));
            LabelFile.Write(PathOf("labels.txt"), images);
            File.WriteAllText(PathOf("labels.json"), JsonSerializer.Serialize(Labels(images), Json));
            if (sheet) WriteSheet();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{folder} cannot be written: {problem.Message}");
        }
    }

    private List<(string, IReadOnlyList<int>)> WriteBatch(int first, int count)
    {
        using var scope = NewDisposeScope();
        var parameters = sampler.Sample(first, count);
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
        Style = JsonNamingPolicy.CamelCase.ConvertName(Style.ToString()),
        Images = images.Select(image => new
        {
            image.File,
            Degrees = FaceAttributes.All.ToDictionary(
                attribute => JsonNamingPolicy.CamelCase.ConvertName(attribute.ToString()),
                attribute => image.Degrees[(int)attribute]),
        }),
    };

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
