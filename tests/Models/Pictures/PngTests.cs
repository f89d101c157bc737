using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Tests.Pictures;

public sealed class PngTests
{
    private const byte Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, Rgba = 6;

    [Theory]
    [InlineData(1, 1, 6)]
    [InlineData(37, 23, 0)]
    [InlineData(128, 128, 9)]
    public void Encode_ThenDecode_GivesEveryByteBack(int width, int height, int level)
    {
        var image = TestImages.Noise(width, height);

        var back = Png.Decode(Png.Encode(image, level));

        (back.Width, back.Height).Should().Be((width, height));
        back.Pixels.SequenceEqual(image.Pixels).Should().BeTrue();
    }

    [Fact]
    public void Decode_SixteenBitRgb_KeepsTheUpperByte() =>
        Decode(PngBuilder.Build(1, 1, 16, Rgb, [0x12, 0xFF, 0x80, 0x00, 0xFE, 0x01], 6))
            .Should().Equal(0x12, 0x80, 0xFE);

    [Fact]
    public void Decode_OneBitGrey_BecomesBlackAndWhite() =>
        Decode(PngBuilder.Build(2, 1, 1, Grey, [0b0100_0000], 1)).Should().Equal(0, 0, 0, 255, 255, 255);

    [Fact]
    public void Decode_Palette_LooksColoursUp() =>
        Decode(PngBuilder.Build(2, 1, 8, Palette, [1, 0], 2, ("PLTE", [1, 2, 3, 4, 5, 6])))
            .Should().Equal(4, 5, 6, 1, 2, 3);

    [Fact]
    public void Decode_PaletteIndexOutOfRange_IsTheLastColour() =>
        Decode(PngBuilder.Build(1, 1, 8, Palette, [9], 1, ("PLTE", [1, 2, 3]))).Should().Equal(1, 2, 3);

    [Fact]
    public void Decode_Alpha_IsCompositedOverWhite() =>
        Decode(PngBuilder.Build(3, 1, 8, Rgba, [10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 51], 12))
            .Should().Equal(10, 20, 30, 255, 255, 255, 204, 204, 204);

    [Fact]
    public void Decode_GreyAlpha_IsCompositedOverWhite() =>
        Decode(PngBuilder.Build(1, 1, 8, GreyAlpha, [100, 128], 2)).Should().Equal(177, 177, 177);

    [Fact]
    public void Decode_TransparentColour_BecomesWhite() =>
        Decode(PngBuilder.Build(2, 1, 8, Rgb, [1, 2, 3, 4, 5, 6], 6, ("tRNS", [0, 1, 0, 2, 0, 3])))
            .Should().Equal(255, 255, 255, 4, 5, 6);

    [Fact]
    public void Decode_Interlaced_PutsEveryPassInPlace()
    {
        // 3 x 2 in Adam7: pass 1 has (0,0); pass 4 none; pass 5 none; pass 6 the odd columns of row 0; pass 7 row 1.
        byte[] passes = [0, 10, 0, 30, 0, 20, 0, 40, 50, 60];

        Decode(PngBuilder.Build(3, 2, 8, Grey, interlace: 1, passes)).Should().Equal(
            10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40, 50, 50, 50, 60, 60, 60);
    }

    [Fact]
    public void Decode_EveryTruncation_IsATypedError()
    {
        var file = Png.Encode(TestImages.Textured(16, 16));
        for (var length = 0; length < file.Length - 4; length++) // the end chunk may lack its checksum
            ReasonOf(file[..length]).Should().BeOneOf(ImageErrorReason.Truncated, ImageErrorReason.Corrupt);
    }

    [Fact]
    public void Decode_WrongChecksum_IsCorrupt()
    {
        var file = Png.Encode(TestImages.Textured(16, 16));
        file[^16] ^= 1;
        ReasonOf(file).Should().Be(ImageErrorReason.Corrupt);
    }

    [Theory]
    [InlineData(int.MaxValue, 1, ImageErrorReason.TooLarge)]
    [InlineData(16_384, 16_384, ImageErrorReason.TooLarge)]
    [InlineData(4_096, 4_096, ImageErrorReason.Truncated)]
    [InlineData(0, 5, ImageErrorReason.Corrupt)]
    public void Decode_HeaderClaimsMoreThanTheFileHolds_IsRefused(int width, int height, ImageErrorReason reason) =>
        ReasonOf(PngBuilder.Build(width, height, 8, Rgb, [1, 2, 3], 3)).Should().Be(reason);

    [Fact]
    public void Decode_ATextChunkThatInflatesToAnySize_IsNeverInflated()
    {
        byte[] text = [(byte)'k', 0, 0, .. PngBuilder.Deflate(new byte[20 << 20].Select(_ => (byte)'a').ToArray())];
        Decode(PngBuilder.Build(1, 1, 8, Rgb, [1, 2, 3], 3, ("zTXt", text))).Should().Equal(1, 2, 3);
    }

    [Theory]
    [InlineData("eXIf", 6)]
    public void Decode_ExifOrientation_IsApplied(string chunk, byte orientation)
    {
        byte[] exif = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
        var image = Png.Decode(PngBuilder.Build(2, 1, 8, Rgb, [1, 2, 3, 4, 5, 6], 6, (chunk, exif)));
        (image.Width, image.Height).Should().Be((1, 2));
    }

    private static byte[] Decode(byte[] file) => Png.Decode(file).Pixels.ToArray();

    private static ImageErrorReason ReasonOf(byte[] file) =>
        FluentActions.Invoking(() => Png.Decode(file)).Should().Throw<ImageException>().Which.Reason;
}
