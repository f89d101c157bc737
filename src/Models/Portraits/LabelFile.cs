using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// Degrees in CelebA's text layout, as CelebA-Dialog uses it: the number of images, the five attribute names, then an
/// image a line: its file name and five degrees 0..5. Degrees are those of <see cref="FaceAttribute"/>: 5
/// under No_Beard is the longest beard, 5 under Young the oldest face.
/// </summary>
public static class LabelFile
{
    private static readonly char[] Blanks = [' ', '\t'];

    public static void Write(string path, IReadOnlyList<(string File, IReadOnlyList<int> Degrees)> images)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(images.Count);
        writer.WriteLine(string.Join(' ', FaceAttributes.DatasetNames));
        foreach (var (file, degrees) in images) writer.WriteLine($"{file} {string.Join(' ', degrees)}");
    }

    /// <summary>
    /// Degrees by file name, in the order of <see cref="FaceAttribute"/> whatever the order of the columns.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<int>> Read(string path)
    {
        if (!File.Exists(path)) throw new DataSetException($"{path}: there is no such label file.");
        string[] lines = [.. TextFile.Lines(path)];
        if (lines.Length < 2
            || !int.TryParse(lines[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw new DataSetException($"{path}:1: expected the number of images, then a line of attribute names.");
        var columns = Columns(path, Split(lines[1]));
        var labels = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        for (var i = 2; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            var (file, degrees) = Row($"{path}:{i + 1}", Split(lines[i]), columns);
            if (!labels.TryAdd(file, degrees)) throw new DataSetException($"{path}:{i + 1}: {file} is listed twice.");
        }
        if (labels.Count != count)
            throw new DataSetException($"{path}: line 1 announces {count} images, but {labels.Count} follow.");
        return labels;
    }

    private static int[] Columns(string path, string[] names)
    {
        if (names.Length == FaceAttributes.Count && FaceAttributes.DatasetNames.All(names.Contains))
            return [.. FaceAttributes.DatasetNames.Select(name => Array.IndexOf(names, name) + 1)];
        throw new DataSetException($"{path}:2: expected the names {string.Join(' ', FaceAttributes.DatasetNames)}, " +
            $"not '{string.Join(' ', names)}'.");
    }

    private static (string File, int[] Degrees) Row(string place, string[] cells, int[] columns)
    {
        if (cells.Length != FaceAttributes.Count + 1)
            throw new DataSetException($"{place}: expected a file name and {FaceAttributes.Count} degrees.");
        return (cells[0], [.. columns.Select(column => Degree(place, cells[column]))]);
    }

    private static int Degree(string place, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var degree)
            && degree <= FaceAttributes.MaxDegree
            ? degree
            : throw new DataSetException($"{place}: a degree is 0 to {FaceAttributes.MaxDegree}, not '{text}'.");

    private static string[] Split(string line) => line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
}
