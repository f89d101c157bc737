using SkiaSharp;

namespace EditableDeepSC.Models.Pictures;

/// <summary>How a JPEG thins out its colour.</summary>
public enum ChromaSubsampling
{
    /// <summary>4:4:4, colour at full resolution.</summary>
    None,
    /// <summary>4:2:2, colour halved horizontally.</summary>
    Horizontal,
    /// <summary>4:2:0, colour halved both ways; what cameras and the web use.</summary>
    Both,
}

/// <summary>A JPEG made for a target of bits per pixel.</summary>
/// <param name="File">The whole file, headers and tables included.</param>
/// <param name="Quality">libjpeg's quality, 1..100, that was chosen.</param>
/// <param name="BitsPerPixel">8 x file bytes / pixels.</param>
/// <param name="TargetMet">False where even quality 1 takes more bits than the target.</param>
public sealed record JpegAtRate(ReadOnlyMemory<byte> File, int Quality, double BitsPerPixel, bool TargetMet);

/// <summary>JPEG reading and writing.</summary>
public static class Jpeg
{
    private const int MaxSide = 65_500;    // libjpeg's JPEG_MAX_DIMENSION

    /// <summary>
    /// Decodes a JPEG upright (its EXIF orientation is applied); grey becomes RGB, CMYK is taken as Adobe's inverted.
    /// A file whose segments are damaged or whose end is missing is refused; what the decoder can repair inside its
    /// entropy-coded data is not noticed.
    /// </summary>
    public static RgbImage Decode(ReadOnlySpan<byte> file, ImageLimits? limits = null)
    {
        limits ??= ImageLimits.Default;
        limits.CheckFile(file.Length);
        var layout = JpegLayout.Of(file, limits);
        limits.CheckSize(layout.Width, layout.Height);
        return layout.Orientation.Apply(Skia.Decode(file, layout.Width, layout.Height));
    }

    /// <summary>
    /// What a decoder makes of a JPEG with wrong bytes; what it never reaches stays grey. Null where its header cannot be
    /// read or states another size.
    /// </summary>
    public static RgbImage? DecodeDamaged(ReadOnlySpan<byte> file, int width, int height) =>
        Skia.DecodeDamaged(file, width, height);

    /// <summary>Encodes with libjpeg's <paramref name="quality"/>, 1..100, and the picture's own Huffman tables.</summary>
    public static byte[] Encode(RgbImage image, int quality = 90,
        ChromaSubsampling subsampling = ChromaSubsampling.Both)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        if (Math.Max(image.Width, image.Height) > MaxSide)
            throw new ImageException(ImageErrorReason.TooLarge, $"A JPEG holds at most {MaxSide} pixels a side.");
        var options = new SKJpegEncoderOptions(quality, subsampling switch
        {
            ChromaSubsampling.None => SKJpegEncoderDownsample.Downsample444,
            ChromaSubsampling.Horizontal => SKJpegEncoderDownsample.Downsample422,
            _ => SKJpegEncoderDownsample.Downsample420,
        }, SKJpegEncoderAlphaOption.Ignore);
        return Skia.Encode(image, pixels => pixels.Encode(options));
    }

    /// <summary>
    /// The best quality whose file, headers included, takes at most <paramref name="bitsPerPixel"/>, or else quality 1.
    /// </summary>
    public static JpegAtRate EncodeAtRate(RgbImage image, double bitsPerPixel,
        ChromaSubsampling subsampling = ChromaSubsampling.Both)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bitsPerPixel);
        var pixels = (double)image.Width * image.Height;
        var (fits, tooBig) = (0, 101);
        while (tooBig - fits > 1)
        {
            var quality = (fits + tooBig) / 2;
            if (Encode(image, quality, subsampling).Length * 8 / pixels <= bitsPerPixel) fits = quality;
            else tooBig = quality;
        }
        var chosen = Math.Max(fits, 1);
        var file = Encode(image, chosen, subsampling);
        return new JpegAtRate(file, chosen, file.Length * 8 / pixels, TargetMet: fits > 0);
    }
}
