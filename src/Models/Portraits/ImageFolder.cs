using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Portraits;

/// <summary>A user's own faces: a folder's PNG and JPEG files by name, cropped to a square and resized.</summary>
public sealed class ImageFolder
{
    private static readonly HashSet<string> Extensions =
        new([".png", ".jpg", ".jpeg"], StringComparer.OrdinalIgnoreCase);

    private readonly string[] files;
    private readonly int resolution;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<int>>? labels;

    /// <summary>Opens a folder, with a <see cref="LabelFile"/> or without; every image needs a line in it.</summary>
    public ImageFolder(string folder, int resolution, string? labelFile = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resolution, PortraitRenderer.MinResolution);
        files = FilesOf(folder);
        this.resolution = resolution;
        labels = labelFile is null ? null : LabelFile.Read(labelFile);
        if (labels is not null && files.FirstOrDefault(image => DegreesOf(image) is null) is { } file)
            throw new DataSetException(
                $"{labelFile}: no line for {Path.GetFileName(file)}; add one or remove the image.");
    }

    /// <summary>
    /// Throws a <see cref="DataSetException"/> where a folder has no pictures, or one that is none; gives the names of
    /// the files that are skipped: those that macOS leaves beside pictures, such as ._a.png.
    /// </summary>
    public static IReadOnlyList<string> Check(string folder)
    {
        foreach (var file in FilesOf(folder)) Read(file, () => ImageFile.FormatOf(file));
        return [.. Directory.EnumerateFiles(folder).Where(file => IsPicture(file) && IsSkipped(file))
            .Select(file => Path.GetFileName(file))];
    }

    public int Count => files.Length;

    /// <summary>The five degrees, or null where the folder has no labels.</summary>
    public IReadOnlyList<int>? DegreesOf(int index) => DegreesOf(files[index]);

    /// <summary>Pictures [N, 3, S, S] in -1..1.</summary>
    public Tensor Load(IReadOnlyList<int> indices)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(stack(indices.Select(index => Load(files[index]))));
    }

    private IReadOnlyList<int>? DegreesOf(string file) => labels?.GetValueOrDefault(Path.GetFileName(file));

    private static string[] FilesOf(string folder)
    {
        if (!Directory.Exists(folder)) throw new DataSetException($"{folder}: there is no such folder.");
        string[] found = [.. Read(folder, () => Directory.EnumerateFiles(folder)
            .Where(file => IsPicture(file) && !IsSkipped(file))
            .Order(StringComparer.Ordinal).ToArray())];
        return found.Length > 0 ? found
            : throw new DataSetException($"{folder}: there is no .png, .jpg or .jpeg file in it.");
    }

    private static bool IsPicture(string file) => Extensions.Contains(Path.GetExtension(file));

    private static bool IsSkipped(string file) => Path.GetFileName(file).StartsWith("._", StringComparison.Ordinal);

    private Tensor Load(string file) => Read(file, () => ImageTensors.Square(ImageFile.Read(file), resolution));

    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is ImageException or IOException or UnauthorizedAccessException)
        {
            var named = problem.Message.Contains(path, StringComparison.Ordinal) ? "" : $"{path}: ";
            throw new DataSetException(named + problem.Message, problem);
        }
    }
}

/// <summary>A folder of images or a label file cannot be used; the message names the file and what to do.</summary>
public sealed class DataSetException(string message, Exception? cause = null) : Exception(message, cause);
