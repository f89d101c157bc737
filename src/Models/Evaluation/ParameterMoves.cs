using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>What one parameter changes: portraits with it at its 10th and at its 90th percentile.</summary>
internal static class ParameterMoves
{
    /// <summary>A change of less, in levels of 255 as a root mean square over all pixels, is hardly seen.</summary>
    public const double LeastLevels = 1;

    private const double LowPercentile = 0.1, HighPercentile = 0.9;

    /// <summary>Copies of parameters [N, P] with a column at either end.</summary>
    public static (Tensor Low, Tensor High) Ends(Tensor parameters, int column)
    {
        return (With(LowPercentile), With(HighPercentile));

        Tensor With(double percentile)
        {
            var copy = parameters.clone();
            copy[.., column] = percentile * (column >= PortraitParameters.FirstAttribute ? FaceAttributes.MaxDegree : 1);
            return copy;
        }
    }

    /// <summary>What the drawing of portraits changes between the two ends, [N, 3, S, S].</summary>
    public static Tensor Drawn((Tensor Low, Tensor High) ends)
    {
        using var scope = NewDisposeScope();
        return (PortraitRenderer.Render(ends.High) - PortraitRenderer.Render(ends.Low)).MoveToOuterDisposeScope();
    }

    /// <summary>Levels of a change of pictures in -1..1.</summary>
    public static double Levels(Tensor change) => change.square().mean().sqrt().item<float>() * 127.5;
}
