using MathNet.Numerics.LinearAlgebra;

namespace EditableDeepSC.Models.Inversion;

/// <summary>
/// Descent by the BFGS method in the numbers that carry a portrait. It starts from how J curves on the average over
/// portraits, so its first step already has about the right length in each direction.
/// </summary>
internal sealed class QuasiNewton(Matrix<double> inverse)
{
    private const double LongestStep = 1.5;    // in units of the numbers' spread: beyond, no curvature holds
    private const double Shrink = 0.4;         // of a step that led up
    private const double Damping = 0.01, LeastCurvature = 2e-4;

    private Matrix<double> inverse = inverse;
    private Point? last, best;
    private double longest = LongestStep;

    /// <summary>
    /// The inverse of a mean curvature, with some added along each direction, since a single portrait's may be less.
    /// </summary>
    public static Matrix<double> InverseOf(Matrix<double> curvature) =>
        (curvature + Matrix<double>.Build.Diagonal(curvature.RowCount, curvature.RowCount,
            i => Damping * curvature[i, i] + LeastCurvature)).Inverse();

    /// <summary>Where to look next, after <paramref name="place"/>, whose J is the lowest so far or is not.</summary>
    public Vector<double> Next(Vector<double> place, Vector<double> gradient, bool isLowest)
    {
        if (last is { } before) Learn(place - before.Place, gradient - before.Gradient);
        last = new(place, gradient);
        if (isLowest) (best, longest) = (last, LongestStep);
        var step = -(inverse * best!.Gradient);
        var length = step.L2Norm();
        if (length > longest) step *= longest / length;
        longest = Math.Min(length, longest) * Shrink;
        return best.Place + step;
    }

    private void Learn(Vector<double> step, Vector<double> change)
    {
        var curved = step * change;
        if (curved <= 1e-9) return;
        var towards = inverse * change;
        inverse += (1 + change * towards / curved) / curved * step.OuterProduct(step)
            - (towards.OuterProduct(step) + step.OuterProduct(towards)) / curved;
    }

    private sealed record Point(Vector<double> Place, Vector<double> Gradient);
}
