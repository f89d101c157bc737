using static TorchSharp.torch;

namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>A batch of square pictures, 0..1, that is painted on; the picture spans -1..1, y downwards.</summary>
internal sealed class Canvas(Tensor image)
{
    private readonly int side = (int)image.shape[3];

    /// <summary>[N, 3, S, S].</summary>
    public Tensor Image => image;

    /// <summary>The part within the given edges; a shape costs time for its patch alone.</summary>
    public Patch At(double left, double top, double right, double bottom)
    {
        var (x0, x1) = Pixels(left, right);
        var (y0, y1) = Pixels(top, bottom);
        var view = image.narrow(2, y0, y1 - y0).narrow(3, x0, x1 - x0);
        return new Patch(view, Centres(x0, x1).view(1, 1, 1, -1), Centres(y0, y1).view(1, 1, -1, 1), 2.0 / side);
    }

    public Patch Whole() => At(-1, -1, 1, 1);

    private (int First, int End) Pixels(double from, double to) => (
        Math.Max(0, (int)Math.Floor((from + 1) / 2 * side)),
        Math.Min(side, (int)Math.Ceiling((to + 1) / 2 * side)));

    private Tensor Centres(int first, int end) =>
        (arange(first, end, ScalarType.Float32, image.device) + 0.5) * (2.0 / side) - 1;
}
