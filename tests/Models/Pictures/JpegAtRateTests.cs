using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Tests.Pictures;

public sealed class JpegAtRateTests
{
    private static readonly double[] TargetsBitsPerPixel = [0.4, 0.5, 0.7, 1, 1.5, 2, 3];

    [Fact]
    public void EncodeAtRate_EveryReachableTarget_IsMetWithinTenPercent()
    {
        var image = TestImages.Textured(256, 256);
        foreach (var target in TargetsBitsPerPixel)
        {
            var jpeg = Jpeg.EncodeAtRate(image, target);

            jpeg.TargetMet.Should().BeTrue();
            jpeg.BitsPerPixel.Should().Be(jpeg.File.Length * 8 / 65536.0).And.BeInRange(0.9 * target, target);
        }
    }

    [Fact]
    public void EncodeAtRate_MoreBits_NeverLowerTheQualityOrThePsnr()
    {
        var image = TestImages.Textured(256, 256);
        var jpegs = TargetsBitsPerPixel.Select(target => Jpeg.EncodeAtRate(image, target)).ToList();

        jpegs.Select(jpeg => jpeg.Quality).Should().BeInAscendingOrder();
        jpegs.Select(jpeg => TestImages.PsnrDb(image, Jpeg.Decode(jpeg.File.Span))).Should().BeInAscendingOrder();
    }

    [Fact]
    public void EncodeAtRate_TargetBelowWhatTheFormatCanDo_SaysSo()
    {
        var jpeg = Jpeg.EncodeAtRate(TestImages.Textured(128, 128), 0.05);

        jpeg.TargetMet.Should().BeFalse();
        jpeg.Quality.Should().Be(1);
        jpeg.BitsPerPixel.Should().BeGreaterThan(0.05);
        Jpeg.Decode(jpeg.File.Span).Width.Should().Be(128);
    }

    [Fact]
    public void EncodeAtRate_TargetAboveAllQualities_TakesTheBest() =>
        Jpeg.EncodeAtRate(TestImages.Textured(64, 64), 100).Quality.Should().Be(100);
}
