namespace EditableDeepSC.Models.Pictures;

/// <summary>Between 8-bit pictures and tensors [3, H, W], float32 in -1..1.</summary>
public static class ImageTensors
{
    public static Tensor FromImage(RgbImage image)
    {
        using var scope = NewDisposeScope();
        var bytes = tensor(image.Pixels.ToArray(), [image.Height, image.Width, RgbImage.Channels]);
        return scope.MoveToOuter((bytes.permute(2, 0, 1).to_type(ScalarType.Float32) * (1 / 127.5) - 1).contiguous());
    }

    /// <summary>Rounds to the nearest of 256 levels; what lies outside -1..1 is cut.</summary>
    public static RgbImage ToImage(Tensor picture)
    {
        if (picture.shape is not [RgbImage.Channels, var height, var width])
            throw new ArgumentException($"A picture is [3, H, W], not [{string.Join(", ", picture.shape)}].");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var levels = ((picture.permute(1, 2, 0) + 1) * 127.5 + 0.5).clamp_(0, 255).to_type(ScalarType.Byte);
        return new RgbImage((int)width, (int)height, levels.cpu().contiguous().bytes.ToArray());
    }

    /// <summary>The middle square of an image, resampled to [3, side, side]: by area when it shrinks.</summary>
    public static Tensor Square(RgbImage image, int side)
    {
        using var scope = NewDisposeScope();
        var edge = Math.Min(image.Width, image.Height);
        var square = FromImage(image)
            .narrow(1, (image.Height - edge) / 2, edge)
            .narrow(2, (image.Width - edge) / 2, edge)
            .unsqueeze(0);
        var resized = edge > side ? nn.functional.interpolate(square, [side, side], mode: InterpolationMode.Area)
            : edge < side ? nn.functional.interpolate(
                square, [side, side], mode: InterpolationMode.Bilinear, align_corners: false)
            : square;
        return scope.MoveToOuter(resized.squeeze(0).contiguous());
    }
}
