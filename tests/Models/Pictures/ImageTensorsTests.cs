using EditableDeepSC.Models.Pictures;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Pictures;

public class ImageTensorsTests
{
    [Fact]
    public void ToImage_OfFromImage_IsExact()
    {
        var image = new RgbImage(16, 16);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i % 256);
        using var picture = ImageTensors.FromImage(image);

        picture.shape.Should().Equal(3, 16, 16);
        picture[2, 0, 1].item<float>().Should().BeApproximately(5 / 127.5f - 1, 1e-6f);
        ImageTensors.ToImage(picture).Pixels.ToArray().Should().Equal(image.Pixels.ToArray());
    }

    [Fact]
    public void ToImage_BeyondTheRange_IsCut()
    {
        using var picture = tensor(new[] { -2f, 0, 2 }, [3, 1, 1]);

        ImageTensors.ToImage(picture).Pixels.ToArray().Should().Equal(0, 128, 255);
    }
}
