using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Faces;

/// <summary>How landmarks say what is cut out of a picture.</summary>
public enum FaceAlignment
{
    /// <summary>
    /// As in FFHQ and CelebA-HQ (Karras et al. 2018, appendix C): upright by eyes and mouth, with the hair.
    /// </summary>
    Ffhq,
    /// <summary>
    /// As in CelebA's aligned pictures, the middle square of 178 x 218 pixels: both eyes at the same places.
    /// </summary>
    CelebA,
}

/// <summary>
/// A square of a picture, perhaps turned: pixel (u, v) of a result with N pixels a side is at the corner plus u / N
/// times right plus v / N times down.
/// </summary>
/// <param name="CornerX">Of the upper left corner, pixels.</param>
/// <param name="CornerY">Of the upper left corner, pixels.</param>
/// <param name="RightX">From that corner to the upper right one; down is the same turned by 90 degrees.</param>
/// <param name="RightY">From that corner to the upper right one.</param>
public readonly record struct FaceCrop(double CornerX, double CornerY, double RightX, double RightY)
{
    private const int MostSamples = 16;

    // Of CelebA's aligned pictures of 178 x 218 pixels: where both eyes are, and the square's upper edge.
    private const double CelebAWidth = 178, CelebALeftEye = 69.5, CelebARightEye = 107.5, CelebAEyeHeight = 111.5 - 20;

    /// <summary>
    /// The square for ten coordinates: left eye, right eye, nose, left and right corner of the mouth.
    /// </summary>
    public static FaceCrop Of(IReadOnlyList<double> points, FaceAlignment alignment)
    {
        var ((leftX, leftY), (rightX, rightY)) = ((points[0], points[1]), (points[2], points[3]));
        var (eyesX, eyesY) = (rightX - leftX, rightY - leftY);
        if (alignment == FaceAlignment.CelebA)
        {
            var scale = CelebAWidth / (CelebARightEye - CelebALeftEye);
            var (alongX, alongY) = (eyesX * scale, eyesY * scale);
            var (across, down) = (CelebALeftEye / CelebAWidth, CelebAEyeHeight / CelebAWidth);
            return new(leftX - across * alongX + down * alongY, leftY - across * alongY - down * alongX, alongX, alongY);
        }
        var (middleX, middleY) = ((leftX + rightX) / 2, (leftY + rightY) / 2);
        var (mouthX, mouthY) = ((points[6] + points[8]) / 2 - middleX, (points[7] + points[9]) / 2 - middleY);
        // The public code's x: the eyes' line less the mouth's, turned by 90 degrees; y is x turned.
        var (x, y) = (eyesX + mouthY, eyesY - mouthX);
        var size = Math.Max(Length(eyesX, eyesY) * 2, Length(mouthX, mouthY) * 1.8) / Math.Max(Length(x, y), 1e-9);
        (x, y) = (x * size, y * size);
        var (centreX, centreY) = (middleX + mouthX * 0.1, middleY + mouthY * 0.1);
        return new(centreX - x + y, centreY - y - x, 2 * x, 2 * y);
    }

    /// <summary>The middle square.</summary>
    public static FaceCrop Middle(RgbImage picture)
    {
        var edge = Math.Min(picture.Width, picture.Height);
        return new((picture.Width - edge) / 2, (picture.Height - edge) / 2, edge, 0);
    }

    /// <summary>Length of an edge, pixels.</summary>
    public double Size => Length(RightX, RightY);

    /// <summary>
    /// The square with <paramref name="side"/> pixels a side: bilinear, averaged where it shrinks; beyond its edges the
    /// picture is mirrored.
    /// </summary>
    public RgbImage Take(RgbImage picture, int side)
    {
        var result = new RgbImage(side, side);
        var samples = (int)Math.Clamp(Math.Ceiling(Size / side), 1, MostSamples);
        Span<double> sum = stackalloc double[RgbImage.Channels];
        for (var v = 0; v < side; v++)
        {
            for (var u = 0; u < side; u++)
            {
                sum.Clear();
                for (var sample = 0; sample < samples * samples; sample++)
                {
                    var a = (u + (sample % samples + 0.5) / samples) / side;
                    var b = (v + (sample / samples + 0.5) / samples) / side;
                    Add(picture, CornerX + a * RightX - b * RightY - 0.5, CornerY + a * RightY + b * RightX - 0.5, sum);
                }
                for (var c = 0; c < RgbImage.Channels; c++)
                    result.Pixels[(v * side + u) * RgbImage.Channels + c] = (byte)(sum[c] / (samples * samples) + 0.5);
            }
        }
        return result;
    }

    private static void Add(RgbImage picture, double x, double y, Span<double> sum)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (right, down) = (x - left, y - top);
        for (var corner = 0; corner < 4; corner++)
        {
            var (dx, dy) = (corner % 2, corner / 2);
            var weight = (dx == 1 ? right : 1 - right) * (dy == 1 ? down : 1 - down);
            var at = (Mirrored(top + dy, picture.Height) * picture.Width + Mirrored(left + dx, picture.Width))
                * RgbImage.Channels;
            for (var c = 0; c < RgbImage.Channels; c++) sum[c] += weight * picture.Pixels[at + c];
        }
    }

    private static double Length(double x, double y) => Math.Sqrt(x * x + y * y);

    private static int Mirrored(int place, int size)
    {
        var within = ((place % (2 * size)) + 2 * size) % (2 * size);
        return within < size ? within : 2 * size - 1 - within;
    }
}
