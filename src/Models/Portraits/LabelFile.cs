using EditableDeepSC.Models.Faces;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// Degrees in CelebA's text layout, as CelebA-Dialog uses it: the number of images, the five attribute names, then an
/// image a line: its file name and five degrees 0..5. Degrees are those of <see cref="FaceAttribute"/>: 5
/// under No_Beard is the longest beard, 5 under Young the oldest face.
/// </summary>
public static class LabelFile
{
    private const int CelebAColumns = 40;

    // CelebA's own file says yes (1) or no (-1), and No_Beard and Young mean what they say: degrees that stand for these.
    private static readonly (int No, int Yes)[] DegreesOfCelebA = [(0, 3), (0, 3), (3, 0), (0, 3), (4, 2)];

    public static void Write(string path, IReadOnlyList<(string File, IReadOnlyList<int> Degrees)> images)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(images.Count);
        writer.WriteLine(string.Join(' ', FaceAttributes.DatasetNames));
        foreach (var (file, degrees) in images) writer.WriteLine($"{file} {string.Join(' ', degrees)}");
    }

    /// <summary>
    /// Degrees by file name, in the order of <see cref="FaceAttribute"/> whatever the order of the columns. CelebA's
    /// own file of 40 attributes, -1 or 1, gives 0 or 3, for the age 2 (young) or 4.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<int>> Read(string path) =>
        ReadRows(path).ToDictionary(row => row.Row.File, row => row.Degrees, StringComparer.Ordinal);

    /// <summary>The same with the lines that they are from.</summary>
    internal static IEnumerable<(FaceRow Row, IReadOnlyList<int> Degrees)> ReadRows(string path)
    {
        var (names, rows) = FaceTable.Read(path, "label");
        var columns = FaceAttributes.DatasetNames.Select(name => Array.IndexOf(names, name)).ToArray();
        if (columns.Contains(-1) || names.Length is not (FaceAttributes.Count or CelebAColumns))
            throw new DataSetException($"{path}:2: expected the names {string.Join(' ', FaceAttributes.DatasetNames)}, " +
                $"or CelebA's {CelebAColumns}, not '{string.Join(' ', names.Take(CelebAColumns))}'.");
        return [.. rows.Select(row => (row, (IReadOnlyList<int>)[.. columns.Select((column, attribute) =>
            names.Length == CelebAColumns ? OfCelebA(row, column, attribute)
            : FaceTable.Number(row.Place, row.Cells[column], "a degree", 0, FaceAttributes.MaxDegree))]))];
    }

    private static int OfCelebA(FaceRow row, int column, int attribute) => row.Cells[column] switch
    {
        "1" => DegreesOfCelebA[attribute].Yes,
        "-1" => DegreesOfCelebA[attribute].No,
        var other => throw new DataSetException($"{row.Place}: CelebA's attributes are -1 or 1, not '{other}'."),
    };
}
