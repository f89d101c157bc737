namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>A rectangle of a canvas with its coordinates: X [1, 1, 1, W] and Y [1, 1, H, 1].</summary>
internal sealed class Patch(Tensor view, Tensor x, Tensor y, double pixel)
{
    public Tensor X => x;

    public Tensor Y => y;

    /// <summary>The side of a pixel.</summary>
    public double Pixel => pixel;

    /// <summary>How much of each pixel a shape covers, 0..1; an edge wider than a pixel is a soft one.</summary>
    public Tensor Fill(Tensor distance, double edge = 0) =>
        (distance * (-1 / Math.Max(edge, pixel)) + 0.5).clamp_(0, 1);

    /// <summary>How much a line covers at this distance from its middle; thinner than a pixel, it fades.</summary>
    public Tensor Line(Tensor distance, Tensor thickness)
    {
        var half = thickness * (0.5 / pixel) + 0.5;
        var cover = (half - distance.abs() * (1 / pixel)).clamp_(0, 1);
        return cover.mul_((thickness * (1 / pixel)).clamp_(0, 1));
    }

    /// <summary>
    /// Lays a colour [N, 3, 1, 1] (or [N, 3, H, W]) over the picture, as opaque as the coverage [N, 1, H, W].
    /// </summary>
    public void Paint(Tensor coverage, Tensor colour) => view.add_((colour - view).mul_(coverage));

    /// <summary>Multiplies the picture by a colour where covered: shadows, blush, stains.</summary>
    public void Tint(Tensor coverage, Tensor colour) => view.mul_((colour - 1) * coverage + 1);
}
