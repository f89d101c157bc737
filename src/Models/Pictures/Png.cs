using System.Buffers.Binary;
using System.IO.Hashing;
using SkiaSharp;

namespace EditableDeepSC.Models.Pictures;

/// <summary>PNG reading and writing.</summary>
public static class Png
{
    // A row is at least one bit a pixel, and deflate makes at most 1032 bytes of one.
    private const long MostPixelsPerByte = 8 * 1032;
    private const int ChunkFrame = 12;    // length, type and checksum, four bytes each
    private const int HeaderBytes = 13;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>
    /// Decodes any colour type and depth to 8-bit RGB, upright by its EXIF orientation: 16-bit samples keep their upper
    /// byte, transparency is composited over white, gamma and colour profiles are ignored. All checksums must be right.
    /// </summary>
    public static RgbImage Decode(ReadOnlySpan<byte> file, ImageLimits? limits = null)
    {
        limits ??= ImageLimits.Default;
        limits.CheckFile(file.Length);
        var (picture, orientation) = Critical(file);
        var header = picture.AsSpan(Signature.Length + 8);
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        limits.CheckSize(width, height);
        if ((long)width * height > file.Length * MostPixelsPerByte)
            throw new ImageException(ImageErrorReason.Truncated,
                $"PNG: {file.Length} bytes cannot hold {width} x {height} pixels.");
        return orientation.Apply(Skia.Decode(picture, (int)width, (int)height));
    }

    /// <summary>Encodes without loss, at zlib's <paramref name="compressionLevel"/> 0 (none) to 9 (smallest).</summary>
    public static byte[] Encode(RgbImage image, int compressionLevel = 6)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(compressionLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(compressionLevel, 9);
        var options = new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, compressionLevel);
        return Skia.Encode(image, pixels => pixels.Encode(options));
    }

    /// <summary>
    /// The file with the chunks that make its picture: the decoder never sees texts and profiles, which may inflate to
    /// any size.
    /// </summary>
    private static (byte[] Picture, ExifOrientation Orientation) Critical(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream(file.Length);
        kept.Write(Signature);
        var orientation = ExifOrientation.Upright;
        for (var rest = file[Math.Min(Signature.Length, file.Length)..]; ;)
        {
            if (rest.Length < ChunkFrame) throw Truncated();
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkFrame) throw Truncated();
            var chunk = rest[..((int)length + ChunkFrame)];
            var type = chunk[4..8];
            if (Crc32.HashToUInt32(chunk[4..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
                throw new ImageException(ImageErrorReason.Corrupt, "PNG: a checksum is wrong.");
            if (kept.Length == Signature.Length && (!type.SequenceEqual("IHDR"u8) || length != HeaderBytes))
                throw new ImageException(ImageErrorReason.Corrupt, "PNG: the header is not where it must be.");
            if (type.SequenceEqual("eXIf"u8)) orientation = ExifOrientation.OfTiff(chunk[8..^4]);
            if (char.IsAsciiLetterUpper((char)type[0]) || type.SequenceEqual("tRNS"u8)) kept.Write(chunk);
            if (type.SequenceEqual("IEND"u8)) return (kept.ToArray(), orientation);
            rest = rest[chunk.Length..];
        }
    }

    private static ImageException Truncated() =>
        new(ImageErrorReason.Truncated, "PNG: the file ends before its image does.");
}
