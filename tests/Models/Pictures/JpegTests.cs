using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Tests.Pictures;

public sealed class JpegTests
{
    [Theory]
    [InlineData(100, ChromaSubsampling.None, 45)]
    [InlineData(90, ChromaSubsampling.None, 35)]
    [InlineData(90, ChromaSubsampling.Both, 32)]
    [InlineData(50, ChromaSubsampling.Horizontal, 28)]
    public void Encode_ThenDecode_KeepsThePicture(int quality, ChromaSubsampling subsampling, double leastPsnrDb)
    {
        var image = TestImages.Textured(121, 67);

        var back = Jpeg.Decode(Jpeg.Encode(image, quality, subsampling));

        (back.Width, back.Height).Should().Be((121, 67));
        TestImages.PsnrDb(image, back).Should().BeGreaterThan(leastPsnrDb);
    }

    [Fact]
    public void Encode_LowerQuality_LosesMore()
    {
        var image = TestImages.Textured(64, 64);
        var psnrsDb = new[] { 5, 20, 50, 80, 95 }
            .Select(q => TestImages.PsnrDb(image, Jpeg.Decode(Jpeg.Encode(image, q))));
        psnrsDb.Should().BeInAscendingOrder();
    }

    [Theory]
    [InlineData("grey.jpg", 76, 29, 150)]
    [InlineData("progressive.jpg", -1, -1, -1)]
    [InlineData("cmyk.jpg", -1, -1, -1)]
    public void Decode_ForeignKinds_GivesTheirColours(string name, int redAsGrey, int blueAsGrey, int greenAsGrey)
    {
        var image = Jpeg.Decode(TestImages.File(name)); // quadrants: red, blue / green, white
        (image.Width, image.Height).Should().Be((24, 16));
        ShouldBeNear(image.At(4, 3), redAsGrey < 0 ? (255, 0, 0) : (redAsGrey, redAsGrey, redAsGrey));
        ShouldBeNear(image.At(19, 3), blueAsGrey < 0 ? (0, 0, 255) : (blueAsGrey, blueAsGrey, blueAsGrey));
        ShouldBeNear(image.At(4, 12), greenAsGrey < 0 ? (0, 255, 0) : (greenAsGrey, greenAsGrey, greenAsGrey));
        ShouldBeNear(image.At(19, 12), (255, 255, 255));
    }

    [Fact]
    public void Decode_PhotoTakenOnItsSide_IsTurnedUpright()
    {
        var image = Jpeg.Decode(TestImages.File("orientation6.jpg"));

        (image.Width, image.Height).Should().Be((16, 24));
        ShouldBeNear(image.At(3, 4), (0, 255, 0));
        ShouldBeNear(image.At(12, 4), (255, 0, 0));
        ShouldBeNear(image.At(3, 19), (255, 255, 255));
        ShouldBeNear(image.At(12, 19), (0, 0, 255));
    }

    [Theory]
    [InlineData(3, 0)] // a SHORT
    [InlineData(4, 0)] // a LONG
    [InlineData(3, 5)] // fill bytes before the marker
    public void Decode_OrientationInAnyForm_IsApplied(byte type, int fillBytes)
    {
        byte[] value = type == 3 ? [0, 6, 0, 0] : [0, 0, 0, 6];
        byte[] tiff = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, type, 0, 0, 0, 1, .. value, 0, 0, 0, 0];
        var jpeg = Jpeg.Encode(TestImages.Textured(24, 16));
        byte[] turned = [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, fillBytes), 0xFF, 0xE1, 0, (byte)(tiff.Length + 8),
            .. "Exif\0\0"u8, .. tiff, .. jpeg.AsSpan(2)];

        var image = Jpeg.Decode(turned);

        (image.Width, image.Height).Should().Be((16, 24));
    }

    [Theory] // The picture "AB/CD/EF" as the EXIF standard's eight values show it.
    [InlineData(1, 2, "ABCDEF")]
    [InlineData(2, 2, "BADCFE")]
    [InlineData(3, 2, "FEDCBA")]
    [InlineData(4, 2, "EFCDAB")]
    [InlineData(5, 3, "ACEBDF")]
    [InlineData(6, 3, "ECAFDB")]
    [InlineData(7, 3, "FDBECA")]
    [InlineData(8, 3, "BDFACE")]
    public void Orientation_Applied_MovesEveryPixel(int orientation, int width, string expected)
    {
        var stored = new RgbImage(2, 3, "ABCDEF".SelectMany(letter => Enumerable.Repeat((byte)letter, 3)).ToArray());

        var upright = new ExifOrientation(orientation).Apply(stored);

        upright.Width.Should().Be(width);
        var letters = upright.Pixels.ToArray().Where((_, at) => at % 3 == 0).Select(value => (char)value);
        string.Concat(letters).Should().Be(expected);
    }

    [Fact]
    public void Decode_EveryTruncation_IsATypedError()
    {
        var file = Jpeg.Encode(TestImages.Textured(16, 16));
        for (var length = 0; length < file.Length - 2; length++)
            FluentActions.Invoking(() => Jpeg.Decode(file.AsSpan(0, length))).Should().Throw<ImageException>();
        FluentActions.Invoking(() => Jpeg.Decode(file.AsSpan()[..^20])).Should().Throw<ImageException>()
            .Which.Reason.Should().Be(ImageErrorReason.Truncated);
    }

    [Fact]
    public void Decode_MoreScansThanAnHonestEncoderWrites_IsRefused()
    {
        var file = Jpeg.EncodeAtRate(TestImages.Textured(32, 32), 8).File.Span;
        var scan = file.LastIndexOf<byte>([0xFF, 0xDA]);
        var last = file[scan..^2].ToArray();
        byte[] bomb = [.. file[..scan], .. Enumerable.Repeat(last, 100).SelectMany(bytes => bytes), 0xFF, 0xD9];

        FluentActions.Invoking(() => Jpeg.Decode(bomb)).Should().Throw<ImageException>()
            .Which.Reason.Should().Be(ImageErrorReason.TooLarge);
    }

    [Fact]
    public void Decode_HugeDimensions_IsRefusedBeforeAnyMemoryIsTaken()
    {
        var file = Jpeg.Encode(TestImages.Textured(16, 16));
        var frame = file.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        file.AsSpan(frame + 5, 4).Fill(0xF0);

        FluentActions.Invoking(() => Jpeg.Decode(file)).Should().Throw<ImageException>()
            .Which.Reason.Should().Be(ImageErrorReason.TooLarge);
    }

    [Fact]
    public void Encode_WiderThanTheFormatAllows_IsRefused() =>
        FluentActions.Invoking(() => Jpeg.Encode(new RgbImage(65_501, 1))).Should().Throw<ImageException>()
            .Which.Reason.Should().Be(ImageErrorReason.TooLarge);

    private static void ShouldBeNear((byte R, byte G, byte B) pixel, (int R, int G, int B) expected)
    {
        const int tolerance = 12;
        ((int)pixel.R).Should().BeCloseTo(expected.R, tolerance);
        ((int)pixel.G).Should().BeCloseTo(expected.G, tolerance);
        ((int)pixel.B).Should().BeCloseTo(expected.B, tolerance);
    }
}
