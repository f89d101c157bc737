using System.Buffers.Binary;

namespace EditableDeepSC.Models.Pictures;

/// <summary>
/// What the segments of a JPEG say before a decoder runs (ITU-T T.81, annex B): each is FF, a marker, a big-endian
/// length that counts itself, and content; entropy-coded data follows a scan's header.
/// </summary>
internal readonly record struct JpegLayout(int Width, int Height, ExifOrientation Orientation)
{
    private const byte Escape = 0xFF, EndOfImage = 0xD9, StartOfScan = 0xDA, Application1 = 0xE1;

    /// <summary>Walks from the first segment to the end marker; throws where a segment is damaged or the end is missing.</summary>
    public static JpegLayout Of(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        var layout = new JpegLayout(0, 0, ExifOrientation.Upright);
        var scans = 0;
        for (var at = 2; ;)
        {
            var marker = MarkerAt(file, ref at);
            if (marker == EndOfImage) break;
            if (IsAlone(marker)) continue;
            var content = ContentAt(file, ref at);
            if (IsFrame(marker) && content.Length >= 5)
                layout = layout with
                {
                    Height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]),
                    Width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]),
                };
            else if (marker == Application1 && content.StartsWith("Exif\0\0"u8))
                layout = layout with { Orientation = ExifOrientation.OfTiff(content[6..]) };
            else if (marker == StartOfScan)
            {
                scans++;
                SkipEntropyCodedData(file, ref at);
            }
        }
        // Each scan costs a pass over all pixels.
        if (scans > limits.MaxJpegScans)
            throw new ImageException(ImageErrorReason.TooLarge,
                $"The JPEG has {scans} scans; the limit is {limits.MaxJpegScans}.");
        return scans > 0 ? layout : throw Corrupt("there is no image in it");
    }

    private static byte MarkerAt(ReadOnlySpan<byte> file, ref int at)
    {
        if (at >= file.Length) throw Truncated();
        if (file[at] != Escape) throw Corrupt("a segment does not begin where the last one ends");
        while (at < file.Length && file[at] == Escape) at++;    // fill bytes
        return at < file.Length ? file[at++] : throw Truncated();
    }

    private static ReadOnlySpan<byte> ContentAt(ReadOnlySpan<byte> file, scoped ref int at)
    {
        if (at + 2 > file.Length) throw Truncated();
        var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        if (length < 2) throw Corrupt("a segment's length is impossible");
        if (at + length > file.Length) throw Truncated();
        var content = file[(at + 2)..(at + length)];
        at += length;
        return content;
    }

    // In entropy-coded data FF 00 is a byte FF, and restart markers belong to it.
    private static void SkipEntropyCodedData(ReadOnlySpan<byte> file, ref int at)
    {
        while (true)
        {
            var next = file[at..].IndexOf(Escape);
            if (next < 0 || at + next + 1 >= file.Length) throw Truncated();
            at += next;
            if (file[at + 1] != 0 && file[at + 1] != Escape && !IsAlone(file[at + 1])) return;
            at += file[at + 1] == Escape ? 1 : 2;
        }
    }

    private static bool IsAlone(byte marker) => marker is 0x01 or >= 0xD0 and <= 0xD8;

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageException Truncated() =>
        new(ImageErrorReason.Truncated, "JPEG: the file ends before its image does.");

    private static ImageException Corrupt(string what) => new(ImageErrorReason.Corrupt, $"JPEG: {what}.");
}
