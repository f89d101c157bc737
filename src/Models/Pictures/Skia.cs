using SkiaSharp;

namespace EditableDeepSC.Models.Pictures;

/// <summary>Skia's decoders and encoders, over 8-bit RGB.</summary>
internal static class Skia
{
    private const int Channels = 4;    // Skia's pixels are R, G, B, alpha

    /// <summary>
    /// The picture of a file whose layout was checked before; transparency is composited over white, and colour profiles
    /// are ignored.
    /// </summary>
    public static unsafe RgbImage Decode(ReadOnlySpan<byte> file, int width, int height)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data)
            ?? throw new ImageException(ImageErrorReason.Corrupt, "The header cannot be read.");
        if ((codec.Info.Width, codec.Info.Height) != (width, height))
            throw new ImageException(ImageErrorReason.Corrupt, "The file states two different sizes.");
        var isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        var pixels = GC.AllocateUninitializedArray<byte>(info.BytesSize);
        SKCodecResult result;
        fixed (byte* target = pixels) result = codec.GetPixels(info, (nint)target);
        return result switch
        {
            SKCodecResult.Success when isOpaque => Opaque(pixels, width, height),
            SKCodecResult.Success => OverWhite(pixels, width, height),
            SKCodecResult.IncompleteInput =>
                throw new ImageException(ImageErrorReason.Truncated, "The file ends before its image does."),
            SKCodecResult.Unimplemented or SKCodecResult.InvalidConversion =>
                throw new ImageException(ImageErrorReason.Unsupported, "This kind of file is not supported."),
            _ => throw new ImageException(ImageErrorReason.Corrupt, $"The image data is damaged ({result})."),
        };
    }

    /// <summary>As much as there is of a damaged file, over grey; null where it is no picture of this size.</summary>
    public static unsafe RgbImage? DecodeDamaged(ReadOnlySpan<byte> file, int width, int height)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || (codec.Info.Width, codec.Info.Height) != (width, height)) return null;
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pixels = new byte[info.BytesSize];
        Array.Fill(pixels, (byte)128);
        SKCodecResult result;
        fixed (byte* target = pixels) result = codec.GetPixels(info, (nint)target);
        if (result is not (SKCodecResult.Success or SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput)) return null;
        for (var alpha = Channels - 1; alpha < pixels.Length; alpha += Channels) pixels[alpha] = byte.MaxValue;
        return OverWhite(pixels, width, height);
    }

    /// <summary>What <paramref name="encode"/> makes of the pixels.</summary>
    public static unsafe byte[] Encode(RgbImage image, Func<SKPixmap, SKData?> encode)
    {
        var pixels = Opaque(image);
        fixed (byte* source = pixels)
        {
            var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            using var pixmap = new SKPixmap(info, (nint)source);
            using var data = encode(pixmap)
                ?? throw new ImageException(ImageErrorReason.Unsupported, "The picture cannot be encoded.");
            return data.ToArray();
        }
    }

    private static RgbImage Opaque(ReadOnlySpan<byte> rgba, int width, int height)
    {
        var image = RgbImage.Uninitialized(width, height);
        var rgb = image.Pixels;
        for (var (from, to) = (0, 0); to < rgb.Length; from += Channels, to += RgbImage.Channels)
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (rgba[from], rgba[from + 1], rgba[from + 2]);
        return image;
    }

    private static RgbImage OverWhite(ReadOnlySpan<byte> rgba, int width, int height)
    {
        var image = RgbImage.Uninitialized(width, height);
        var rgb = image.Pixels;
        for (var (from, to) = (0, 0); to < rgb.Length; from += Channels, to += RgbImage.Channels)
        {
            var alpha = rgba[from + 3];
            for (var c = 0; c < RgbImage.Channels; c++)
                rgb[to + c] = (byte)((rgba[from + c] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return image;
    }

    private static byte[] Opaque(RgbImage image)
    {
        var rgb = image.Pixels;
        var rgba = GC.AllocateUninitializedArray<byte>(checked(rgb.Length / RgbImage.Channels * Channels));
        for (var (from, to) = (0, 0); from < rgb.Length; from += RgbImage.Channels, to += Channels)
        {
            rgb.Slice(from, RgbImage.Channels).CopyTo(rgba.AsSpan(to));
            rgba[to + 3] = byte.MaxValue;
        }
        return rgba;
    }
}
