using System.Globalization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Reports;

/// <summary>
/// The images/ of a run: two transmissions of each SNR band, written as they come, so that a killed run has them too.
/// A sample replaced by one of lower rank is deleted again.
/// </summary>
internal sealed class PictureAlbum(string folder, Seed seed, IReadOnlyList<double> adapterSnrsDb)
{
    private const int SamplesOfABand = 2;
    private const string Grid = "grid.png";

    private static readonly string[] Kinds = ["original", "sent", "received"];

    private readonly PictureSampler sampler = new(seed, adapterSnrsDb);
    private readonly LowestRanks[] bands = [.. adapterSnrsDb.Select(_ => new LowestRanks(SamplesOfABand))];
    private readonly Dictionary<long, TransmissionRecord> records = [];

    /// <summary>The transmissions shown, by the SNR of their links.</summary>
    public IEnumerable<TransmissionRecord> Samples =>
        records.Values.OrderBy(record => record.SnrDb).ThenBy(record => record.Id);

    public double AdapterSnrDb(int adapterId) => adapterSnrsDb[adapterId];

    /// <summary>Takes the pictures of a delivered transmission.</summary>
    public void Add(TransmissionRecord record, TransmissionPictures pictures)
    {
        if (!TryKeep(record)) return;
        Directory.CreateDirectory(folder);
        RgbImage[] images = [pictures.Original, pictures.Sent, pictures.Received];
        foreach (var (kind, image) in Kinds.Zip(images)) ImageFile.Write(PathOf(record.Id, kind), image);
    }

    /// <summary>Adds a transmission whose pictures are in the folder already.</summary>
    public void Find(TransmissionRecord record)
    {
        if (record.Kind == OutcomeKind.Delivered && Kinds.All(kind => File.Exists(PathOf(record.Id, kind))))
            TryKeep(record);
    }

    /// <summary>Original, sent and received, read from the folder.</summary>
    public IReadOnlyList<RgbImage> Read(long id) => [.. Kinds.Select(kind => ImageFile.Read(PathOf(id, kind)))];

    /// <summary>images/grid.png: a row for each sample; nothing where there are none.</summary>
    public void WriteGrid()
    {
        if (records.Count == 0) return;
        var grid = PictureGrid.Of([.. Samples.Select(record => Read(record.Id))]);
        ImageFile.Write(Path.Combine(folder, Grid), grid);
    }

    private bool TryKeep(TransmissionRecord record)
    {
        var band = bands[sampler.BandOf(record.EstimatedSnrDb)];
        if (!band.TryAdd(sampler.RankOf(record.Id), record.Id, out var evicted)) return false;
        records.Add(record.Id, record);
        if (evicted is not { } old) return true;
        records.Remove(old);
        foreach (var kind in Kinds) File.Delete(PathOf(old, kind));
        return true;
    }

    private string PathOf(long id, string kind) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{id}-{kind}.png"));
}

/// <summary>Puts pictures side by side on white.</summary>
internal static class PictureGrid
{
    private const int Gap = 4;

    /// <summary>One picture of rows of pictures; each cell is as large as the largest.</summary>
    public static RgbImage Of(IReadOnlyList<IReadOnlyList<RgbImage>> rows)
    {
        var width = Gap + rows.SelectMany(row => row).Max(image => image.Width);
        var height = Gap + rows.SelectMany(row => row).Max(image => image.Height);
        var grid = new RgbImage(rows.Max(row => row.Count) * width - Gap, rows.Count * height - Gap);
        grid.Pixels.Fill(byte.MaxValue);
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++) Copy(rows[y][x], grid, x * width, y * height);
        return grid;
    }

    private static void Copy(RgbImage from, RgbImage to, int left, int top)
    {
        var stride = from.Width * RgbImage.Channels;
        for (var y = 0; y < from.Height; y++)
        {
            var start = ((top + y) * to.Width + left) * RgbImage.Channels;
            from.Pixels.Slice(y * stride, stride).CopyTo(to.Pixels[start..]);
        }
    }
}
