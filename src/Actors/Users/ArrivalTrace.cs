using System.Globalization;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Actors.Users;

/// <summary>
/// Arrivals at the times of a CSV file: a header line that names the columns, one of them "seconds", then a line for
/// each conversation in order of time. Of k users, one takes arrivals 0, k, 2k, ..., the next 1, k + 1, ...
/// </summary>
internal sealed class ArrivalTrace : IArrivalShape
{
    private const string Column = "seconds";
    private const string Remedy = "give a number of seconds from the start of the run, 0 or more";
    private const int MostQuoted = 40;

    private readonly double[] seconds;

    /// <summary>Reads a file; one that cannot be used throws <see cref="ChannelOptionException"/>.</summary>
    public ArrivalTrace(string file)
    {
        try
        {
            seconds = [.. Read(file, TextFile.Lines(file))];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Mistake(file.Length == 0
                ? $"'file' is missing; give a CSV file with a column '{Column}'"
                : $"'file' {file} cannot be read: {cause.Message}");
        }
        if (seconds.Length == 0) throw Mistake($"{file} has no arrivals; give a line for each below its header");
    }

    public bool IsRegular => true;

    public double TimeOf(double count) => count < seconds.Length ? seconds[(int)count] : double.PositiveInfinity;

    private static IEnumerable<double> Read(string file, IEnumerable<string> lines)
    {
        string[]? header = null;
        var (number, column, last) = (0, 0, 0.0);
        foreach (var line in lines)
        {
            var place = $"{file}, line {++number}";
            var cells = line.Split(',');
            if (header is null)
            {
                header = cells;
                column = ColumnOf(place, cells);
                continue;
            }
            if (cells.Length != header.Length)
                throw Mistake($"{place}: there are {cells.Length} columns; give {header.Length}, as in the header");
            var at = Parse(place, cells[column]);
            if (at < last) throw Mistake($"{place}: {Text(at)} s is before {Text(last)} s; sort the lines by time");
            yield return last = at;
        }
    }

    private static int ColumnOf(string place, string[] header)
    {
        int[] found = [.. Enumerable.Range(0, header.Length).Where(i => header[i].Trim() == Column)];
        return found.Length == 1 ? found[0] : throw Mistake(
            $"{place}: {found.Length} columns are called '{Column}'; begin with a header line with one");
    }

    private static double Parse(string place, string cell)
    {
        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var at))
        {
            var quoted = cell.Length > MostQuoted ? cell[..MostQuoted] + "..." : cell;
            throw Mistake($"{place}: '{quoted.Trim()}' is not a number; {Remedy}");
        }
        return double.IsFinite(at) && at >= 0 ? at : throw Mistake($"{place}: {Text(at)} is out of range; {Remedy}");
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static ChannelOptionException Mistake(string message) => new(message) { Path = "file" };
}
