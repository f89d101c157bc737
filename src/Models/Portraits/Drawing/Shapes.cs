namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>
/// Signed distances (negative inside), in units of half the picture's side. Only what IEEE 754 rounds exactly
/// (no exp, no sin, no fused forms), so that a picture does not depend on the batch it is drawn in.
/// </summary>
internal static class Shapes
{
    /// <summary>An axis-parallel ellipse about the origin; exact on its outline, first order elsewhere.</summary>
    public static Tensor Ellipse(Tensor x, Tensor y, Tensor radiusX, Tensor radiusY)
    {
        var (u, v) = (x / radiusX, y / radiusY);
        var level = (u * u + v * v).sqrt_();
        var (slopeX, slopeY) = (u / radiusX, v / radiusY);
        var slope = (slopeX * slopeX + slopeY * slopeY).sqrt_() + 1e-6;
        return (level - 1).mul_(level).div_(slope);
    }

    public static Tensor Circle(Tensor x, Tensor y, Tensor radius) => (x * x + y * y).sqrt_().sub_(radius);

    /// <summary>A box with rounded corners about the origin.</summary>
    public static Tensor RoundedBox(Tensor x, Tensor y, Tensor halfWidth, Tensor halfHeight, Tensor corner)
    {
        var (beyondX, beyondY) = (x.abs() - halfWidth + corner, y.abs() - halfHeight + corner);
        var (outsideX, outsideY) = (beyondX.clamp_min(0), beyondY.clamp_min(0));
        var outside = (outsideX * outsideX + outsideY * outsideY).sqrt_();
        return outside.add_(beyondX.maximum(beyondY).clamp_(max: 0)).sub_(corner);
    }

    /// <summary>The union of two shapes with a fillet of the given size where they meet.</summary>
    public static Tensor SmoothUnion(Tensor a, Tensor b, double fillet)
    {
        var near = (fillet - (a - b).abs_()).clamp_(min: 0);
        return a.minimum(b).sub_(near * near * (0.25 / fillet));
    }

    /// <summary>0..1..0 with period 1, linear: waves and strands without a sine.</summary>
    public static Tensor Wave(Tensor phase) => (phase - phase.floor() - 0.5).abs_() * 2;

    /// <summary>The same with round turns, close to a sine.</summary>
    public static Tensor RoundWave(Tensor phase)
    {
        var wave = Wave(phase);
        return (3 - wave * 2).mul_(wave).mul_(wave);
    }

    /// <summary>1 at the centre, 0 from the edge on, smooth: a blob of blush or shadow, of (r/R)^2.</summary>
    public static Tensor Blob(Tensor squaredRadius)
    {
        var inside = (1 - squaredRadius).clamp_(min: 0);
        return inside * inside;
    }

    /// <summary>
    /// Values at whole positions, straight lines between: a table [k] or colours [k][3] at position 0..k-1.
    /// </summary>
    public static Tensor Interpolate(Tensor position, params ReadOnlySpan<Tensor> knots)
    {
        var value = knots[0];
        for (var i = 1; i < knots.Length; i++)
            value = value + (position - (i - 1)).clamp_(0, 1) * (knots[i] - knots[i - 1]);
        return value;
    }
}
