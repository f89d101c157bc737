namespace EditableDeepSC.Channels.Images;

/// <summary>Four-colour pixels as Adobe's programs store them in JPEG: inverted, so that 255 means no ink.</summary>
internal static class Cmyk
{
    /// <summary>RGB = C K, M K, Y K (each over 255): the plain conversion without a colour profile.</summary>
    public static RgbImage ToRgb(int width, int height, ReadOnlySpan<byte> cmyk)
    {
        var image = RgbImage.Uninitialized(width, height);
        var rgb = image.Pixels;
        for (var (from, to) = (0, 0); to < rgb.Length; from += 4, to += 3)
        {
            var key = cmyk[from + 3];
            for (var c = 0; c < 3; c++) rgb[to + c] = (byte)((cmyk[from + c] * key + 127) / 255);
        }
        return image;
    }
}
