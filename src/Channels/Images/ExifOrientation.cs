using System.Buffers.Binary;

namespace EditableDeepSC.Channels.Images;

/// <summary>The turn and mirroring, EXIF tag 0x0112 with values 1..8, that shows a camera's picture upright.</summary>
internal readonly record struct ExifOrientation(int Value)
{
    private const int OrientationTag = 0x0112, ShortType = 3, EntryBytes = 12;
    private static ExifOrientation Upright => new(1);

    /// <summary>The orientation of a JPEG; upright where it has none, or one that makes no sense.</summary>
    public static ExifOrientation Find(ReadOnlySpan<byte> jpeg)
    {
        // Segments before the first scan: FF, marker, a big-endian length that counts itself, content.
        for (var rest = jpeg[Math.Min(2, jpeg.Length)..]; rest.Length >= 4 && rest[0] == 0xFF && rest[1] != 0xDA;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || length + 2 > rest.Length) break;
            var content = rest[4..(length + 2)];
            if (rest[1] == 0xE1 && content.StartsWith("Exif\0\0"u8)) return FindInTiff(content[6..]);
            rest = rest[(length + 2)..];
        }
        return Upright;
    }

    public RgbImage Apply(RgbImage image)
    {
        if (Value == 1) return image;
        var (w, h) = (image.Width, image.Height);
        // Where the upright picture's first pixel comes from, and the way to its right and its lower neighbour.
        var (origin, right, down) = Value switch
        {
            2 => (w - 1, -1, w),
            3 => (w * h - 1, -1, -w),
            4 => (w * (h - 1), 1, -w),
            5 => (0, w, 1),
            6 => (w * (h - 1), -w, 1),
            7 => (w * h - 1, -w, -1),
            _ => (w - 1, w, -1),
        };
        var upright = Value >= 5 ? RgbImage.Uninitialized(h, w) : RgbImage.Uninitialized(w, h);
        var from = image.Pixels;
        var to = upright.Pixels;
        for (var (y, at) = (0, 0); y < upright.Height; y++)
        {
            for (var (x, source) = (0, origin + y * down); x < upright.Width; x++, source += right, at += 3)
                from.Slice(3 * source, 3).CopyTo(to[at..]);
        }
        return upright;
    }

    private static ExifOrientation FindInTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return Upright;
        var little = tiff[0] == 'I';
        var directory = Read32(tiff[4..], little);
        if (directory > tiff.Length - 2) return Upright;
        var entries = tiff[((int)directory + 2)..];
        for (var n = Read16(tiff[(int)directory..], little); n > 0 && entries.Length >= EntryBytes; n--)
        {
            var value = Read16(entries[8..], little);
            if (Read16(entries, little) == OrientationTag && Read16(entries[2..], little) == ShortType)
                return value is >= 1 and <= 8 ? new(value) : Upright;
            entries = entries[EntryBytes..];
        }
        return Upright;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
