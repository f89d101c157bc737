namespace EditableDeepSC.Channels.Images;

/// <summary>JPEG reading and writing through libturbojpeg.</summary>
public static class Jpeg
{
    private static ReadOnlySpan<byte> StartOfScan => [0xFF, 0xDA];

    /// <summary>
    /// Decodes a JPEG upright (its EXIF orientation is applied); grey becomes RGB, CMYK is taken as Adobe's inverted.
    /// Anything that the library warns about, a missing end included, is an <see cref="ImageException"/>.
    /// </summary>
    public static RgbImage Decode(ReadOnlySpan<byte> file, ImageLimits? limits = null)
    {
        limits ??= ImageLimits.Default;
        limits.CheckFile(file.Length);
        using var decoder = TurboJpegHandle.Decompressor();
        decoder.Check(TurboJpeg.DecompressHeader(decoder, file, (nuint)file.Length,
            out var width, out var height, out _, out var colourSpace));
        limits.CheckSize(width, height);
        CheckScans(file, limits);

        var image = colourSpace is TurboJpeg.ColourCmyk or TurboJpeg.ColourYcck
            ? Cmyk.ToRgb(width, height, Decompress(decoder, file, width, height, TurboJpeg.PixelFormatCmyk, 4))
            : new RgbImage(width, height, Decompress(decoder, file, width, height, TurboJpeg.PixelFormatRgb, 3));
        return ExifOrientation.Find(file).Apply(image);
    }

    /// <summary>Encodes with libjpeg's <paramref name="quality"/>, 1..100.</summary>
    public static byte[] Encode(RgbImage image, int quality = 90,
        ChromaSubsampling subsampling = ChromaSubsampling.Both)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        using var compressor = new JpegCompressor(image, subsampling, progressive: false);
        return compressor.Compress(quality).ToArray();
    }

    /// <summary>
    /// The best quality whose file, headers included, takes at most <paramref name="bitsPerPixel"/>, or else quality 1.
    /// Progressive: its entropy codes fit the picture, and the least file at 128 x 128 is a quarter smaller.
    /// </summary>
    public static JpegAtRate EncodeAtRate(RgbImage image, double bitsPerPixel,
        ChromaSubsampling subsampling = ChromaSubsampling.Both)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bitsPerPixel);
        using var compressor = new JpegCompressor(image, subsampling, progressive: true);
        var pixels = (double)image.Width * image.Height;
        var (fits, tooBig) = (0, 101);
        while (tooBig - fits > 1)
        {
            var quality = (fits + tooBig) / 2;
            if (compressor.Compress(quality).Length * 8 / pixels <= bitsPerPixel) fits = quality;
            else tooBig = quality;
        }
        var chosen = Math.Max(fits, 1);
        var file = compressor.Compress(chosen).ToArray();
        return new JpegAtRate(file, chosen, file.Length * 8 / pixels, TargetMet: fits > 0);
    }

    private static byte[] Decompress(TurboJpegHandle decoder, ReadOnlySpan<byte> file, int width, int height,
        int pixelFormat, int channels)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(width * height * channels);
        decoder.Check(TurboJpeg.Decompress(decoder, file, (nuint)file.Length, pixels, width, width * channels, height,
            pixelFormat, TurboJpeg.StopOnWarning));
        return pixels;
    }

    // A scan header is FF DA, its length 6 + 2n, and n components: the decoder takes nothing else for one.
    private static void CheckScans(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        var scans = 0;
        for (int at; (at = file.IndexOf(StartOfScan)) >= 0; file = file[(at + StartOfScan.Length)..])
        {
            var header = file[(at + StartOfScan.Length)..];
            if (header.Length > 2 && header[0] == 0 && header[1] == 6 + 2 * header[2]) scans++;
        }
        if (scans > limits.MaxJpegScans)
            throw new ImageException(ImageErrorReason.TooLarge,
                $"The JPEG has {scans} scans; the limit is {limits.MaxJpegScans}.");
    }
}
