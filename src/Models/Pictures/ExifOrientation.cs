using System.Buffers.Binary;

namespace EditableDeepSC.Models.Pictures;

/// <summary>The turn and mirroring, EXIF tag 0x0112 with values 1..8, that shows a camera's picture upright.</summary>
internal readonly record struct ExifOrientation(int Value)
{
    private const int OrientationTag = 0x0112, ShortType = 3, LongType = 4, EntryBytes = 12;

    /// <summary>As it is stored.</summary>
    public static ExifOrientation Upright => new(1);

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

    /// <summary>The orientation that EXIF data, a TIFF directory, names; upright where it names no valid one.</summary>
    public static ExifOrientation OfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return Upright;
        var little = tiff[0] == 'I';
        var directory = Read32(tiff[4..], little);
        if (directory > tiff.Length - 2) return Upright;
        var entries = tiff[((int)directory + 2)..];
        for (var n = Read16(tiff[(int)directory..], little); n > 0 && entries.Length >= EntryBytes; n--)
        {
            if (Read16(entries, little) == OrientationTag)
            {
                var value = Read16(entries[2..], little) switch
                {
                    ShortType => Read16(entries[8..], little),
                    LongType => Read32(entries[8..], little),
                    _ => 1u,
                };
                return value is >= 1 and <= 8 ? new((int)value) : Upright;
            }
            entries = entries[EntryBytes..];
        }
        return Upright;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
