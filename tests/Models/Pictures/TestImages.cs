using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Tests.Pictures;

/// <summary>Pictures with the statistics of a portrait: smooth areas, edges and a little noise.</summary>
internal static class TestImages
{
    public static RgbImage Textured(int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        var image = new RgbImage(width, height);
        for (var (y, at) = (0, 0); y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = (2.0 * x / width - 1, 2.0 * y / height - 1);
                var face = u * u * 1.6 + v * v < 0.6;
                var hair = v < -0.2 && u * u + v * v < 0.8 && !face;
                var shade = 20 * Math.Sin(7 * u + 3 * v) + random.Next(-6, 7);
                for (var c = 0; c < 3; c++)
                {
                    var colour = face ? 210 - 30 * c : hair ? 50 : 120 + 20 * c;
                    image.Pixels[at++] = (byte)Math.Clamp(colour + shade, 0, 255);
                }
            }
        }
        return image;
    }

    public static RgbImage Noise(int width, int height, int seed = 1)
    {
        var image = new RgbImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    public static double PsnrDb(RgbImage a, RgbImage b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Pixels.Length; i++) sum += Math.Pow(a.Pixels[i] - b.Pixels[i], 2);
        return 10 * Math.Log10(255.0 * 255 * a.Pixels.Length / sum);
    }

    public static (byte R, byte G, byte B) At(this RgbImage image, int x, int y)
    {
        var pixel = image.Pixels.Slice(3 * (y * image.Width + x), 3);
        return (pixel[0], pixel[1], pixel[2]);
    }

    public static byte[] File(string name) =>
        System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pictures", "Files", name));
}
