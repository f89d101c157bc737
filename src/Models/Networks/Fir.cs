using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The binomial low-pass filter [1, 3, 3, 1] of StyleGAN2 in both directions, on each map [N, C, H, W] by itself.
/// </summary>
internal sealed class Fir : nn.Module
{
    private readonly Tensor kernel;    // [4, 4]

    // The gain is the sum of the taps: 1, or 4 after a doubling that leaves every other pixel of a row and column zero.
    public Fir(double gain) : base(nameof(Fir))
    {
        using var taps = tensor([1f, 3, 3, 1]);
        using var square = taps.outer(taps);
        kernel = square * (gain / 64);
        register_buffer(nameof(kernel), kernel);
    }

    /// <summary>Filters, and keeps every <paramref name="stride"/>-th pixel.</summary>
    public Tensor Blur(Tensor maps, long padding, long stride = 1)
    {
        using var taps = PerMap(maps);
        return nn.functional.conv2d(maps, taps, null, [stride, stride], [padding, padding], groups: maps.shape[1]);
    }

    /// <summary>Doubles height and width.</summary>
    public Tensor Upsample(Tensor maps)
    {
        using var taps = PerMap(maps);
        return nn.functional.conv_transpose2d(maps, taps, null, [2, 2], [1, 1], groups: maps.shape[1]);
    }

    private Tensor PerMap(Tensor maps) => kernel.expand(maps.shape[1], 1, 4, 4);
}
