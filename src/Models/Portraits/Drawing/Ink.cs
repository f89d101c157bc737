namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Turns the finished picture into ink lines and washes on paper.</summary>
internal static class Ink
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.Whole();
        var image = canvas.Image;
        var tone = image.narrow(1, 0, 1) * 0.30 + image.narrow(1, 1, 1) * 0.59 + image.narrow(1, 2, 1) * 0.11;
        var lines = Edges(tone, Math.Max(1, (int)(image.shape[3] / 128)));
        var paper = face.Colour(0.95, 0.90, 0.79) * Grain(patch);
        var wash = (image * 0.45 + tone * 0.30 + 0.30) * paper;
        var hatching = Hatching(patch, tone);
        var inner = patch.Fill(patch.X.abs().maximum(patch.Y.abs()) - 0.96); // roll wraps around at the border
        var ink = (lines * inner + hatching).clamp_(0, 1);
        image.copy_(wash + (face.Colour(0.10, 0.08, 0.13) - wash) * ink * 0.9);
    }

    /// <summary>Where the tone changes quickly over two pixels of a 128-pixel picture.</summary>
    private static Tensor Edges(Tensor tone, int reach)
    {
        var across = tone.roll(reach, 3) - tone.roll(-reach, 3);
        var down = tone.roll(reach, 2) - tone.roll(-reach, 2);
        return (((across * across + down * down).sqrt_() - 0.10) * 3.2).clamp_(0, 1);
    }

    /// <summary>Pen strokes in the shadows, crossed where it is darkest.</summary>
    private static Tensor Hatching(Patch patch, Tensor tone)
    {
        var first = ((Shapes.Wave((patch.X + patch.Y) * 13) - 0.5 - tone * 1.6) * 3).clamp_(0, 0.8);
        var second = ((Shapes.Wave((patch.X - patch.Y) * 13) - 0.6 - tone * 2.6) * 3).clamp_(0, 0.8);
        return first + second;
    }

    private static Tensor Grain(Patch patch)
    {
        var fibres = Shapes.Wave(patch.X * 7.3 + patch.Y * 2.9) * Shapes.Wave(patch.Y * 8.1 - patch.X * 3.7);
        var fine = Shapes.Wave(patch.X * 31 + patch.Y * 11) * Shapes.Wave(patch.Y * 29 - patch.X * 13);
        return 0.94 + fibres * 0.05 + fine * 0.05;
    }
}
