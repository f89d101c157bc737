using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// Shrinks images by averaging areas, as the public code does before its predictor and its identity network.
/// </summary>
internal static class AreaResize
{
    /// <summary>
    /// Images [N, C, H, W], wider than <paramref name="size"/>, become [N, C, size, size]; others stay as they are.
    /// </summary>
    public static Tensor AtMost(Tensor images, long size) => images.shape[^1] <= size ? images.alias()
        : nn.functional.interpolate(images, [size, size], mode: InterpolationMode.Area);
}
