using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class ImageTests
{
    private static Tensor Image(long height, long width) =>
        arange(height * width).to_type(float32).view(1, 1, height, width);

    [Fact]
    public void Pools_ReduceEachWindow()
    {
        using var scope = NewDisposeScope();
        var x = Image(4, 4);
        nn.functional.max_pool2d(x, 2).ShouldHold(5, 7, 13, 15);
        nn.functional.avg_pool2d(x, 2).ShouldHold(2.5, 4.5, 10.5, 12.5);
        nn.functional.max_pool2d(x, 3, 1).ShouldHold(10, 11, 14, 15);
        nn.functional.avg_pool2d(x, 2, 2, 1).ShouldHold(0, 0.75, 0.75, 3, 7.5, 4.5, 3, 6.75, 3.75);
        nn.functional.avg_pool2d(x, 2, 2, 1, count_include_pad: false)[0, 0, 0, 0].item<float>().Should().Be(0);
        nn.functional.adaptive_avg_pool2d(x, 1).ShouldHold(7.5);
        nn.functional.max_pool2d(Image(3, 3), 2, ceil_mode: true).ShouldHold(4, 5, 7, 8);
    }

    [Fact]
    public void Interpolate_ResizesByEachMode()
    {
        using var scope = NewDisposeScope();
        var x = Image(1, 2);
        Row(InterpolationMode.Nearest).ShouldHold(0, 0, 1, 1);
        Row(InterpolationMode.Bilinear).ShouldHold(0, 0.25, 0.75, 1);
        Row(InterpolationMode.Bilinear, true).ShouldHold(0, 1.0 / 3, 2.0 / 3, 1);
        nn.functional.interpolate(x, scale_factor: [3, 2]).shape.Should().Equal(1, 1, 3, 4);
        nn.functional.interpolate(Image(2, 4), [1, 2], mode: InterpolationMode.Area).ShouldHold(2.5, 4.5);
        var constant = full([1, 1, 5, 5], 3f);
        nn.functional.interpolate(constant, [3, 8], mode: InterpolationMode.Bicubic).ShouldBe(full([1, 1, 3, 8], 3f),
            1e-5);

        Tensor Row(InterpolationMode mode, bool? corners = null) =>
            nn.functional.interpolate(x, [1, 4], mode: mode, align_corners: corners);
    }

    [Fact]
    public void Interpolate_WithoutOrWithBothSizes_Throws()
    {
        using var x = Image(2, 2);
        FluentActions.Invoking(() => nn.functional.interpolate(x)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Interpolate_Antialiased_AveragesOverTheWindow()
    {
        using var scope = NewDisposeScope();
        var stripes = tensor(new[] { 0f, 1, 0, 1, 0, 1, 0, 1 }).expand(1, 1, 8, 8);
        var shrunk = nn.functional.interpolate(stripes, [2, 2], mode: InterpolationMode.Bilinear, antialias: true);
        shrunk.Values().Should().OnlyContain(value => Math.Abs(value - 0.5) < 0.1);
    }

    [Fact]
    public void Pad_FillsTheBorderByEachMode()
    {
        using var scope = NewDisposeScope();
        var x = Image(1, 3);
        Padded(PaddingModes.Constant, 9).ShouldHold(9, 9, 0, 1, 2, 9);
        Padded(PaddingModes.Reflect).ShouldHold(2, 1, 0, 1, 2, 1);
        Padded(PaddingModes.Replicate).ShouldHold(0, 0, 0, 1, 2, 2);
        Padded(PaddingModes.Circular).ShouldHold(1, 2, 0, 1, 2, 0);
        nn.functional.pad(x, (0, 0, 1, 0)).shape.Should().Equal(1, 1, 2, 3);
        nn.functional.pad(x, [0, -1, 0, 0]).ShouldHold(0, 1);

        Tensor Padded(PaddingModes mode, double value = 0) => nn.functional.pad(x, [2, 1, 0, 0], mode, value);
    }

    [Fact]
    public void PixelShuffle_MovesChannelsIntoSpace()
    {
        using var scope = NewDisposeScope();
        nn.functional.pixel_shuffle(arange(4).view(1, 4, 1, 1), 2).ShouldBe(arange(4).view(1, 1, 2, 2));
    }
}
