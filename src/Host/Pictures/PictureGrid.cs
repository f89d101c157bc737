using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host;

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
