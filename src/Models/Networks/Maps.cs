using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>The order in memory that convolutions run fastest in: the channels of a pixel side by side.</summary>
internal static class Maps
{
    /// <summary>The same maps [N, C, H, W], laid out pixel by pixel.</summary>
    public static Tensor ChannelsLast(Tensor maps)
    {
        using var scope = NewDisposeScope();
        return FromPixels(maps.permute(0, 2, 3, 1).contiguous()).MoveToOuterDisposeScope();
    }

    /// <summary>Pixels [N, H, W, C] seen as maps [N, C, H, W], without a copy.</summary>
    public static Tensor FromPixels(Tensor pixels) => pixels.permute(0, 3, 1, 2);
}
