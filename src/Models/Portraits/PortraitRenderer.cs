using EditableDeepSC.Models.Portraits.Drawing;
using TorchSharp;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// Draws parameters as pictures with tensor operations on the parameters' device. A picture depends on its own row
/// alone: on one machine it has the same bits whatever the batch.
/// </summary>
public static class PortraitRenderer
{
    public const int MinResolution = 32, MaxResolution = 1024;

    /// <summary>Pictures drawn at once, so that a layer's temporaries stay in the cache.</summary>
    private const long PixelsAtOnce = 8 * 128 * 128;

    /// <summary>Parameters [N, P] to pictures [N, 3, S, S], float32 in -1..1; S = 32..1024.</summary>
    public static Tensor Render(Tensor parameters, int resolution = 128, PortraitStyle style = PortraitStyle.Photo)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resolution, MinResolution);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(resolution, MaxResolution);
        if (parameters.shape is not [var count, PortraitParameters.Count])
            throw new ArgumentException(
                $"Parameters are [N, {PortraitParameters.Count}], not [{string.Join(", ", parameters.shape)}].");
        using var noGradient = no_grad();
        var pictures = empty([count, 3, resolution, resolution], ScalarType.Float32, parameters.device);
        var atOnce = Math.Max(1, PixelsAtOnce / ((long)resolution * resolution));
        for (var first = 0L; first < count; first += atOnce)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(atOnce, count - first);
            Draw(new Canvas(pictures.narrow(0, first, rows)), new Face(parameters.narrow(0, first, rows)), style);
        }
        return pictures;
    }

    private static void Draw(Canvas canvas, Face face, PortraitStyle style)
    {
        Layer(Background.Draw);
        Layer(Hair.DrawBehind);
        Layer(Body.Draw);
        Layer(Head.Draw);
        Layer(Wrinkles.Draw);
        Layer(Brows.Draw);
        Layer(Eyes.Draw);
        Layer(Nose.Draw);
        Layer(Beard.Draw);
        Layer(Mouth.Draw);
        Layer(Hair.DrawInFront);
        Layer(Hair.DrawBangs);
        Layer(Glasses.Draw);
        Layer(Light.Draw);
        if (style == PortraitStyle.Ink) Layer(Ink.Draw);
        canvas.Image.mul_((Scalar)2).sub_((Scalar)1);

        void Layer(Action<Canvas, Face> draw)
        {
            using var scope = NewDisposeScope();
            draw(canvas, face);
        }
    }
}
