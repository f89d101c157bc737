using System.IO.Hashing;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Faces;

/// <summary>Where a user's faces lie.</summary>
/// <param name="Images">A folder or a .zip file of PNG and JPEG files.</param>
public sealed record FaceSources(string Images)
{
    /// <summary>Degrees (CelebA-Dialog) or 40 attributes (CelebA); <see cref="LabelFile"/>.</summary>
    public string? Labels { get; init; }

    /// <summary>CelebA's identity file: a picture's name and the number of the person, a line each.</summary>
    public string? Identities { get; init; }

    /// <summary>
    /// CelebA's landmark file: x and y of left eye, right eye, nose, left and right corner of the mouth.
    /// </summary>
    public string? Landmarks { get; init; }
}

/// <summary>A part of a data set; no picture is in two of them.</summary>
public enum FaceSplit
{
    /// <summary>75 %: for all networks but those that measure.</summary>
    Training,
    /// <summary>15 %: for the judge.</summary>
    Measuring,
    /// <summary>5 %: what evaluations use as often as anyone likes.</summary>
    Development,
    /// <summary>5 %: what evaluations use with <c>--final</c>.</summary>
    Final,
}

/// <summary>
/// A user's faces with what is known of them. The part that a picture belongs to follows from its name alone, so that
/// it is the same for every command. Threads may read at the same time.
/// </summary>
public sealed class FaceDataSet : IDisposable
{
    /// <summary>Points of a landmark file, x and y each.</summary>
    public const int LandmarkCount = 5;

    private const int LandmarkLimit = 100_000;    // pixels, either way
    private readonly PictureStore store;
    private readonly Dictionary<FaceSplit, int[]> splits;

    /// <summary>
    /// Lists the pictures and reads the text files whole; throws a <see cref="DataSetException"/> that names file and
    /// line. A text file has a line for every picture and no other one; the ending of the names (.jpg, .png) does not
    /// matter.
    /// </summary>
    public FaceDataSet(FaceSources sources)
    {
        store = new PictureStore(sources.Images);
        try
        {
            var places = Places();
            Degrees = sources.Labels is not { } labels ? null
                : Matched(labels, LabelFile.ReadRows(labels), places);
            Identities = sources.Identities is not { } identities ? null : Matched(identities,
                FaceTable.ReadPlain(identities, "identity").Select(row => (row,
                    FaceTable.Number(row.Place, row.Cells[0], "the number of a person", 0, int.MaxValue))), places);
            Landmarks = sources.Landmarks is not { } landmarks ? null
                : Matched(landmarks, ReadLandmarks(landmarks), places);
        }
        catch
        {
            store.Dispose();
            throw;
        }
        splits = Enumerable.Range(0, Count).GroupBy(item => SplitOf(store.Names[item]))
            .ToDictionary(group => group.Key, group => group.ToArray());
        Sources = sources;
    }

    public FaceSources Sources { get; }

    public int Count => store.Names.Count;

    /// <summary>Below the folder, by item.</summary>
    public IReadOnlyList<string> Names => store.Names;

    /// <summary>The five degrees by item, or null without labels.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Degrees { get; }

    /// <summary>The number of the person by item, or null without identities.</summary>
    public IReadOnlyList<int>? Identities { get; }

    /// <summary>Ten coordinates by item, pixels, x before y, or null without landmarks.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Landmarks { get; }

    /// <summary>How often a picture has been read.</summary>
    public long Reads => store.Reads;

    /// <summary>The items of a part; throws a <see cref="DataSetException"/> where there is none.</summary>
    public IReadOnlyList<int> Of(FaceSplit split) => splits.TryGetValue(split, out var items) ? items
        : throw new DataSetException($"{Sources.Images}: none of its {Count} pictures falls into the part "
            + $"{split.ToString().ToLowerInvariant()}, which the names decide; more pictures are needed.");

    /// <summary>The part of a picture's name, whatever folder it is in and whatever its ending.</summary>
    public static FaceSplit SplitOf(string name) =>
        (XxHash64.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(Path.GetFileNameWithoutExtension(name))) % 100) switch
        {
            < 75 => FaceSplit.Training,
            < 90 => FaceSplit.Measuring,
            < 95 => FaceSplit.Development,
            _ => FaceSplit.Final,
        };

    /// <summary>The picture as it is stored; throws a <see cref="DataSetException"/> that names its file.</summary>
    public RgbImage Read(int item) => store.Read(item);

    /// <summary>Bytes of a picture's file; throws a <see cref="DataSetException"/> where it is gone.</summary>
    internal long SizeOf(int item) => store.SizeOf(item);

    public void Dispose() => store.Dispose();

    private static IEnumerable<(FaceRow, IReadOnlyList<double>)> ReadLandmarks(string path)
    {
        var (columns, rows) = FaceTable.Read(path, "landmark");
        if (columns.Length != 2 * LandmarkCount)
            throw new DataSetException($"{path}:2: expected {2 * LandmarkCount} names, lefteye_x to rightmouth_y.");
        return rows.Select(row => (row, (IReadOnlyList<double>)[.. row.Cells.Select(cell =>
            (double)FaceTable.Number(row.Place, cell, "a coordinate", -LandmarkLimit, LandmarkLimit))]));
    }

    // Full names below the folder, and those of the files alone where they are unique; both without their ending.
    private Dictionary<string, int> Places()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (item, name) in store.Names.Index())
        {
            if (!places.TryAdd(Path.ChangeExtension(name, null), item))
                throw new DataSetException($"{name}: there is another picture of this name with another ending.");
        }
        foreach (var alike in store.Names.Index().Where(entry => entry.Item.Contains('/'))
            .GroupBy(entry => Path.GetFileNameWithoutExtension(entry.Item)).Where(alike => alike.Count() == 1))
            places.TryAdd(alike.Key, alike.First().Index);
        return places;
    }

    private T[] Matched<T>(string path, IEnumerable<(FaceRow Row, T Value)> rows, Dictionary<string, int> places)
    {
        var (values, known) = (new T[Count], new bool[Count]);
        foreach (var (row, value) in rows)
        {
            if (!places.TryGetValue(Path.ChangeExtension(row.File, null), out var item))
                throw new DataSetException($"{row.Place}: there is no picture {row.File}; add it or remove the line.");
            if (known[item]) throw new DataSetException($"{row.Place}: {store.Names[item]} has two lines.");
            (values[item], known[item]) = (value, true);
        }
        var missing = Array.IndexOf(known, false);
        return missing < 0 ? values : throw new DataSetException(
            $"{path}: no line for {store.Names[missing]}; add one or remove the image.");
    }
}
