namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>
/// A batch of square pictures, 0..1, that is painted on. Shapes live in -1..1, y downwards, where a head with its hair
/// fits; a picture shows the middle of it, so that the face fills the frame as in CelebA's aligned crops.
/// </summary>
internal sealed class Canvas(Tensor image)
{
    /// <summary>The picture spans -Span..Span in width, and as much in height around MiddleY.</summary>
    public const double Span = 0.8, MiddleY = 0.04;

    private readonly int side = (int)image.shape[3];

    /// <summary>[N, 3, S, S].</summary>
    public Tensor Image => image;

    /// <summary>The part within the given edges; a shape costs time for its patch alone.</summary>
    public Patch At(double left, double top, double right, double bottom)
    {
        var (x0, x1) = Pixels(left, right);
        var (y0, y1) = Pixels(top - MiddleY, bottom - MiddleY);
        var view = image.narrow(2, y0, y1 - y0).narrow(3, x0, x1 - x0);
        return new Patch(
            view, Centres(x0, x1).view(1, 1, 1, -1), (Centres(y0, y1) + MiddleY).view(1, 1, -1, 1), 2 * Span / side);
    }

    public Patch Whole() => At(-1, -1, 1, 1);

    private (int First, int End) Pixels(double from, double to) => (
        Math.Clamp((int)Math.Floor((from / Span + 1) / 2 * side), 0, side),
        Math.Clamp((int)Math.Ceiling((to / Span + 1) / 2 * side), 0, side));

    private Tensor Centres(int first, int end) =>
        (arange(first, end, ScalarType.Float32, image.device) + 0.5) * (2 * Span / side) - Span;
}
