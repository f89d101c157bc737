using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Tests.Faces;

public sealed class FaceCropTests
{
    // Of a face of CelebA: eyes, nose, corners of the mouth.
    private static readonly double[] Upright = [69, 111, 108, 111, 88, 135, 73, 152, 105, 152];

    [Fact]
    public void Of_FfhqAlignment_IsThatOfThePublicCode()
    {
        var crop = FaceCrop.Of(Upright, FaceAlignment.Ffhq);

        // By hand: eyes (39, 0), mouth (0.5, 41) below their middle; x = (80, -0.5), of length max(2 * 39, 1.8 * 41.003).
        var length = Math.Sqrt(80 * 80 + 0.25);
        var (x, y) = (80 * 78 / length, -0.5 * 78 / length);
        crop.RightX.Should().BeApproximately(2 * x, 1e-9);
        crop.RightY.Should().BeApproximately(2 * y, 1e-9);
        crop.CornerX.Should().BeApproximately(88.5 + 0.05 - x + y, 1e-9);
        crop.CornerY.Should().BeApproximately(111 + 4.1 - y - x, 1e-9);
    }

    [Theory]
    [InlineData(FaceAlignment.Ffhq)]
    [InlineData(FaceAlignment.CelebA)]
    public void Of_FaceTurnedMovedAndEnlarged_TurnsMovesAndEnlargesTheSquare(FaceAlignment alignment)
    {
        var (angle, scale) = (0.4, 2.5);
        double[] turned = [.. Upright.Chunk(2).SelectMany(point => Moved(point[0], point[1]))];
        var (before, after) = (FaceCrop.Of(Upright, alignment), FaceCrop.Of(turned, alignment));

        var corner = Moved(before.CornerX, before.CornerY);
        after.Size.Should().BeApproximately(before.Size * scale, 1e-9);
        after.CornerX.Should().BeApproximately(corner[0], 1e-9);
        after.CornerY.Should().BeApproximately(corner[1], 1e-9);

        double[] Moved(double x, double y) =>
            [scale * (Math.Cos(angle) * x - Math.Sin(angle) * y) + 30, scale * (Math.Sin(angle) * x + Math.Cos(angle) * y) - 7];
    }

    [Fact]
    public void Of_CelebAAlignment_PutsTheEyesWhereCelebAHasThem()
    {
        var crop = FaceCrop.Of([300, 200, 338, 200, 0, 0, 0, 0, 0, 0], FaceAlignment.CelebA);

        crop.Size.Should().BeApproximately(178, 1e-9);
        crop.CornerX.Should().BeApproximately(300 - 69.5, 1e-9);
        crop.CornerY.Should().BeApproximately(200 - 91.5, 1e-9);
    }

    [Fact]
    public void Take_SquareOfOnePixelEach_CopiesThePixels_AndHalfTheSizeAverages()
    {
        var picture = new RgbImage(6, 4);
        for (var i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = (byte)(i * 3);

        var same = FaceCrop.Middle(picture).Take(picture, 4);
        var half = FaceCrop.Middle(picture).Take(picture, 2);

        same.Pixels[..12].ToArray().Should().Equal(picture.Pixels[3..15].ToArray(), "the first row without its ends");
        // Four pixels: columns 1 and 2 of rows 0 and 1, red.
        half.Pixels[0].Should().Be((byte)((9 + 18 + 63 + 72) / 4.0 + 0.5));
    }

    [Fact]
    public void Take_BeyondTheEdge_MirrorsThePicture()
    {
        var picture = new RgbImage(2, 1);
        picture.Pixels[3..].Fill(200);

        var crop = new FaceCrop(-2, 0, 2, 0).Take(picture, 2);    // columns -2 and -1 of the only row

        crop.Pixels[0].Should().Be(200, "column -2 mirrors column 1");
        crop.Pixels[3].Should().Be(0);
    }
}
