using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Tests.Pictures;

public sealed class ImageFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eds-images-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.png", ImageFormat.Png)]
    [InlineData("a.PNG", ImageFormat.Png)]
    [InlineData("a.JPG", ImageFormat.Jpeg)]
    [InlineData("a.jpeg", ImageFormat.Jpeg)]
    public void Write_ThenRead_GoesByTheExtension(string name, ImageFormat format)
    {
        var path = Path.Combine(_folder, name);
        var image = TestImages.Textured(40, 30);

        ImageFile.Write(path, image);

        ImageFile.FormatOf(File.ReadAllBytes(path)).Should().Be(format);
        var back = ImageFile.Read(path);
        (back.Width, back.Height).Should().Be((40, 30));
    }

    [Fact]
    public void Read_WrongExtension_GoesByTheContent()
    {
        var image = TestImages.Noise(9, 5);
        var path = WriteFile("picture.jpg", Png.Encode(image));

        ImageFile.Read(path).Pixels.SequenceEqual(image.Pixels).Should().BeTrue();
    }

    [Fact]
    public void Read_Problems_NameTheFileAndTheReason()
    {
        Reading(WriteFile("empty.png", [])).Reason.Should().Be(ImageErrorReason.UnknownFormat);
        var text = Reading(WriteFile("text.png", "GIF89a, perhaps"u8.ToArray()));
        text.Reason.Should().Be(ImageErrorReason.UnknownFormat);
        text.Message.Should().Contain("text.png").And.Contain("neither a PNG nor a JPEG");
    }

    [Fact]
    public void Read_FileAboveTheLimit_IsRefused()
    {
        var path = WriteFile("large.png", new byte[1001]);
        Reading(path, new ImageLimits { MaxFileBytes = 1000 }).Reason.Should().Be(ImageErrorReason.TooLarge);
    }

    [Fact]
    public void Read_AnEndlessDevice_Ends() => Reading("/dev/zero").Reason.Should().Be(ImageErrorReason.UnknownFormat);

    [Fact]
    public void Write_UnknownExtension_IsRefused() =>
        FluentActions.Invoking(() => ImageFile.Write(Path.Combine(_folder, "a.gif"), new RgbImage(1, 1)))
            .Should().Throw<ImageException>().WithMessage("*.png, .jpg or .jpeg*");

    [Fact]
    public void RgbImage_BytesThatDoNotFit_AreRefused()
    {
        FluentActions.Invoking(() => new RgbImage(2, 2, new byte[11])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RgbImage(60_000, 60_000)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private string WriteFile(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static ImageException Reading(string path, ImageLimits? limits = null) =>
        FluentActions.Invoking(() => ImageFile.Read(path, limits)).Should().Throw<ImageException>().Which;
}
