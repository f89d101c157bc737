using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Faces;

/// <summary>
/// A line of a text file about pictures: FILE:LINE for messages, the picture's name, and what is said of it.
/// </summary>
internal sealed record FaceRow(string Place, string File, string[] Cells);

/// <summary>
/// CelebA's text layout: the number of pictures, the names of the columns, then a picture a line: its name and a cell
/// for each column, blanks between. Identity files have neither number nor names.
/// </summary>
internal static class FaceTable
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>
    /// The columns and rows; throws a <see cref="DataSetException"/> that names file and line where the layout is
    /// another one or a picture is listed twice.
    /// </summary>
    public static (string[] Columns, IReadOnlyList<FaceRow> Rows) Read(string path, string what)
    {
        var lines = Lines(path, what);
        if (lines.Length < 2
            || !int.TryParse(lines[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw new DataSetException($"{path}:1: expected the number of images, then a line of attribute names.");
        var columns = Split(lines[1]);
        var rows = Rows(path, lines, 2, columns.Length);
        if (rows.Count != count)
            throw new DataSetException($"{path}: line 1 announces {count} images, but {rows.Count} follow.");
        return (columns, rows);
    }

    /// <summary>The rows of a file without number and names, one cell each.</summary>
    public static IReadOnlyList<FaceRow> ReadPlain(string path, string what) => Rows(path, Lines(path, what), 0, 1);

    /// <summary>A whole number within limits; throws a <see cref="DataSetException"/> that names the place.</summary>
    public static int Number(string place, string text, string what, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number
            : throw new DataSetException($"{place}: {what} is {least} to {most}, not '{text}'.");

    private static List<FaceRow> Rows(string path, string[] lines, int first, int cells)
    {
        var (rows, seen) = (new List<FaceRow>(), new HashSet<string>(StringComparer.Ordinal));
        for (var i = first; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            var (place, parts) = ($"{path}:{i + 1}", Split(lines[i]));
            if (parts.Length != cells + 1)
                throw new DataSetException($"{place}: expected a file name and {cells} numbers, not {parts.Length - 1}.");
            if (!seen.Add(parts[0])) throw new DataSetException($"{place}: {parts[0]} is listed twice.");
            rows.Add(new(place, parts[0], parts[1..]));
        }
        return rows;
    }

    private static string[] Lines(string path, string what)
    {
        if (!File.Exists(path)) throw new DataSetException($"{path}: there is no such {what} file.");
        try
        {
            return [.. TextFile.Lines(path)];
        }
        catch (IOException problem)
        {
            throw new DataSetException(problem.Message, problem);
        }
    }

    private static string[] Split(string line) => line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
}
