using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

internal static partial class GradientTable
{
    private static void AddImages()
    {
        AddConvolutions();
        AddPools();
        AddResizes();
    }

    private static void AddConvolutions()
    {
        Three((x, y, z) => nn.functional.conv1d(x, y, z, 2, 1), In(2, 2, 5), In(3, 2, 3), In(3));
        Three((x, y, z) => nn.functional.conv2d(x, y, z), In(2, 2, 4, 4), In(3, 2, 3, 3), In(3));
        long[] ones = [1, 1], down = [2, 1], right = [1, 2], twos = [2, 2];
        Two((x, y) => nn.functional.conv2d(x, y, null, down, ones, right, 2), In(1, 4, 4, 5), In(2, 2, 3, 2));
        Two((x, y) => nn.functional.conv2d_padding(x, y, padding: TorchSharp.Padding.Same), In(1, 2, 4, 4),
            In(2, 2, 3, 3));
        Three((x, y, z) => nn.functional.conv_transpose2d(x, y, z), In(1, 2, 3, 3), In(2, 3, 3, 3), In(3));
        Two((x, y) => nn.functional.conv_transpose2d(x, y, null, twos, ones, ones, groups: 2), In(1, 4, 3, 3),
            In(4, 2, 3, 3));
        One(x => nn.functional.unfold(x, 2, 1, 1, 2), In(1, 2, 4, 4));
    }

    private static void AddPools()
    {
        One(x => nn.functional.avg_pool2d(x, 2), In(1, 2, 4, 4));
        One(x => nn.functional.avg_pool2d(x, [3, 2], [1, 2], [1, 0], count_include_pad: false), In(1, 2, 4, 4));
        One(x => nn.functional.max_pool2d(x, 2), In(1, 2, 4, 4));
        One(x => nn.functional.max_pool2d(x, [3, 2], [1, 2], [1, 0]), In(1, 2, 4, 4));
        One(x => nn.functional.adaptive_avg_pool2d(x, 2), In(1, 2, 5, 4));
    }

    private static void AddResizes()
    {
        One(x => nn.functional.interpolate(x, scale_factor: [2, 2]), In(1, 2, 2, 3));
        One(x => nn.functional.interpolate(x, [3, 5], mode: InterpolationMode.NearestExact), In(1, 2, 2, 3));
        One(x => nn.functional.interpolate(x, [3, 5], mode: InterpolationMode.Bilinear), In(1, 2, 2, 3));
        One(x => nn.functional.interpolate(x, [3, 5], mode: InterpolationMode.Bilinear, align_corners: true),
            In(1, 2, 2, 3));
        One(x => nn.functional.interpolate(x, [2, 2], mode: InterpolationMode.Bilinear, antialias: true),
            In(1, 2, 4, 4));
        One(x => nn.functional.interpolate(x, [3, 5], mode: InterpolationMode.Bicubic), In(1, 2, 2, 3));
        One(x => nn.functional.interpolate(x, [2, 2], mode: InterpolationMode.Bicubic, antialias: true),
            In(1, 2, 4, 4));
        One(x => nn.functional.interpolate(x, [2, 2], mode: InterpolationMode.Area), In(1, 2, 4, 4));
        One(x => nn.functional.pad(x, [1, 0, 2, 1], value: 3), In(1, 2, 3, 3));
        One(x => nn.functional.pad(x, (1, 0, 2, 1), TorchSharp.PaddingModes.Reflect), In(1, 2, 3, 3));
        One(x => nn.functional.pad(x, [1, 0, 2, 1], TorchSharp.PaddingModes.Replicate), In(1, 2, 3, 3));
        One(x => nn.functional.pad(x, [1, 0, 2, 1], TorchSharp.PaddingModes.Circular), In(1, 2, 3, 3));
        One(x => nn.functional.pixel_shuffle(x, 2), In(1, 4, 2, 2));
    }
}
