namespace EditableDeepSC.Models.Networks;

/// <summary>
/// The binomial low-pass filter [1, 3, 3, 1] of StyleGAN2 in both directions. Where a convolution stands before or
/// after it, the two become one larger convolution: the same numbers in a fraction of the time.
/// </summary>
internal sealed class Fir : nn.Module
{
    private const int Taps = 4;
    private readonly Tensor kernel;    // [4, 4]

    // The gain is the sum of the taps: 1, or 4 after a doubling that leaves every other pixel of a row and column zero.
    public Fir(double gain) : base(nameof(Fir))
    {
        using var taps = tensor([1f, 3, 3, 1]);
        using var square = taps.outer(taps);
        kernel = square * (gain / 64);
        register_buffer(nameof(kernel), kernel);
    }

    /// <summary>The kernels [out, in, k, k] and the filter as one: [out, in, k + 3, k + 3].</summary>
    public Tensor Joined(Tensor weight)
    {
        using var scope = NewDisposeScope();
        var (outputs, inputs, side) = (weight.shape[0], weight.shape[1], weight.shape[2]);
        return weight.reshape(-1, side * side).mm(Spread(side).flatten(1))
            .view(outputs, inputs, side + Taps - 1, side + Taps - 1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Maps [N, C, H, W], as a transposed convolution of stride 2 leaves them, filtered to [N, C, H - 1, W - 1]: first
    /// down the columns, then along the rows.
    /// </summary>
    public Tensor Smooth(Tensor maps)
    {
        using var scope = NewDisposeScope();
        var channels = maps.shape[1];
        var taps = (kernel.sum(1) / kernel.sum().sqrt()).to_type(maps.dtype).expand(channels, 1, Taps);
        var columns = Rows.Conv2d(maps, taps.unsqueeze(3), padding: [1, 0], groups: channels);
        return Rows.Conv2d(columns, taps.unsqueeze(2), padding: [0, 1], groups: channels).MoveToOuterDisposeScope();
    }

    /// <summary>The image [N, 3, H, W] with height and width doubled.</summary>
    public Tensor Doubled(Tensor image)
    {
        using var scope = NewDisposeScope();
        var (channels, height, width) = (image.shape[1], image.shape[2], image.shape[3]);
        // Of the taps 0 to 3, an even pixel takes 3 and 1 of the pixel before and its own, an odd one 2 and 0.
        var padded = nn.functional.pad(kernel, [0, 1, 0, 1]);                            // index 4 is a zero
        var rows = padded.index_select(0, tensor([3L, 1, 4, 4, 2, 0], device: image.device));
        var phases = rows.index_select(1, tensor([3L, 1, 4, 4, 2, 0], device: image.device))
            .view(2, 3, 2, 3).permute(0, 2, 1, 3).reshape(4, 1, 3, 3);                   // [py px, 1, 3, 3]
        // Grouped is faster, but the rounding of tiny images then depends on their number: those go channel by channel.
        var four = width > Taps ? nn.functional.conv2d(image, phases.repeat(channels, 1, 1, 1), padding: [1, 1], groups: channels)
            : nn.functional.conv2d(image.reshape(-1, 1, height, width), phases, padding: [1, 1]);
        return nn.functional.pixel_shuffle(four, 2).view(-1, channels, 2 * height, 2 * width).MoveToOuterDisposeScope();
    }

    /// <summary>What each number of a kernel becomes in the joined one: [side^2, side + 3, side + 3].</summary>
    private Tensor Spread(long side)
    {
        using var scope = NewDisposeScope();
        var single = eye(side * side, dtype: kernel.dtype, device: kernel.device).view(-1, 1, side, side);
        return nn.functional.conv2d(single, kernel.view(1, 1, Taps, Taps), padding: [Taps - 1, Taps - 1])
            .squeeze(1).MoveToOuterDisposeScope();
    }
}

/// <summary>Fits images to a network: shrinks them by averaging areas, as the public code does before predictor and identity network.</summary>
internal static class AreaResize
{
    /// <summary>
    /// Images [N, C, H, W], wider than <paramref name="size"/>, become [N, C, size, size]; others stay as they are.
    /// </summary>
    public static Tensor AtMost(Tensor images, long size) => images.shape[^1] <= size ? images.alias()
        : nn.functional.interpolate(images, [size, size], mode: InterpolationMode.Area);

    /// <summary>Images narrower than <paramref name="size"/> are enlarged to it; others stay as they are.</summary>
    public static Tensor AtLeast(Tensor images, long size) => images.shape[^1] >= size ? images.alias()
        : nn.functional.interpolate(images, [size, size], mode: InterpolationMode.Bilinear, align_corners: false);
}
