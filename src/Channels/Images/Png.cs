using System.Runtime.InteropServices;

namespace EditableDeepSC.Channels.Images;

/// <summary>PNG reading and writing through libspng.</summary>
public static unsafe class Png
{
    // A PNG row is at least one bit a pixel, and deflate makes at most 1032 bytes of one.
    private const long MostPixelsPerByte = 8 * 1032;

    /// <summary>
    /// Decodes any colour type and depth to 8-bit RGB: 16-bit samples keep their upper byte, transparency is composited
    /// over white, gamma, colour profiles and EXIF are ignored.
    /// </summary>
    public static RgbImage Decode(ReadOnlySpan<byte> file, ImageLimits? limits = null)
    {
        limits ??= ImageLimits.Default;
        limits.CheckFile(file.Length);
        using var context = SpngHandle.New();
        fixed (byte* bytes = file)
        {
            SpngHandle.Check(Spng.SetImageLimits(context, (uint)limits.MaxSide, (uint)limits.MaxSide));
            var metadataBytes = (nuint)limits.MaxPngMetadataBytes; // one side chunk, and all of them; not IDAT
            SpngHandle.Check(Spng.SetChunkLimits(context, metadataBytes, metadataBytes));
            SpngHandle.Check(Spng.SetBuffer(context, bytes, (nuint)file.Length));
            SpngHandle.Check(Spng.GetHeader(context, out var header));
            limits.CheckSize(header.Width, header.Height);
            if ((long)header.Width * header.Height > file.Length * MostPixelsPerByte)
                throw new ImageException(ImageErrorReason.Truncated,
                    $"PNG: {file.Length} bytes cannot hold {header.Width} x {header.Height} pixels.");
            var image = Decode(context, header);
            SpngHandle.Check(Spng.DecodeChunks(context)); // up to IEND: the last checksum, and that the end is there
            return image;
        }
    }

    /// <summary>Encodes without loss, at zlib's <paramref name="compressionLevel"/> 0 (none) to 9 (smallest).</summary>
    public static byte[] Encode(RgbImage image, int compressionLevel = 6)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(compressionLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(compressionLevel, 9);
        using var context = SpngHandle.New(Spng.EncoderContext);
        var header = new Spng.Header
        {
            Width = (uint)image.Width,
            Height = (uint)image.Height,
            BitDepth = 8,
            ColourType = Spng.ColourRgb,
        };
        SpngHandle.Check(Spng.SetOption(context, Spng.OptionEncodeToBuffer, 1));
        SpngHandle.Check(Spng.SetOption(context, Spng.OptionCompressionLevel, compressionLevel));
        SpngHandle.Check(Spng.SetHeader(context, header));
        SpngHandle.Check(Spng.Encode(context, image.Pixels, (nuint)image.Pixels.Length,
            Spng.FormatOfHeader, Spng.EncodeFinalize));
        var file = Spng.GetBuffer(context, out var bytes, out var status);
        SpngHandle.Check(status);
        try
        {
            return new ReadOnlySpan<byte>(file, checked((int)bytes)).ToArray();
        }
        finally
        {
            NativeMemory.Free(file); // the caller's since spng_get_png_buffer
        }
    }

    private static RgbImage Decode(SpngHandle context, in Spng.Header header)
    {
        var image = RgbImage.Uninitialized((int)header.Width, (int)header.Height);
        if (!HasTransparency(context, header))
        {
            SpngHandle.Check(Spng.Decode(context, image.Pixels, (nuint)image.Pixels.Length, Spng.FormatRgb8, 0));
            return image;
        }
        var rgba = GC.AllocateUninitializedArray<byte>(image.Width * image.Height * 4);
        SpngHandle.Check(Spng.Decode(context, rgba, (nuint)rgba.Length, Spng.FormatRgba8, Spng.DecodeTransparency));
        CompositeOverWhite(rgba, image.Pixels);
        return image;
    }

    private static bool HasTransparency(SpngHandle context, in Spng.Header header)
    {
        if (header.ColourType is Spng.ColourGreyAlpha or Spng.ColourRgbAlpha) return true;
        var transparency = stackalloc byte[Spng.TransparencyBytes];
        var status = Spng.GetTransparency(context, transparency);
        if (status != Spng.ChunkNotThere) SpngHandle.Check(status);
        return status == 0;
    }

    private static void CompositeOverWhite(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (var (from, to) = (0, 0); to < rgb.Length; from += 4, to += 3)
        {
            var alpha = rgba[from + 3];
            for (var c = 0; c < 3; c++)
                rgb[to + c] = (byte)((rgba[from + c] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
}
