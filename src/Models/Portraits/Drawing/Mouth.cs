namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Lips, teeth and tongue: the smile's degree curves the lips, bares the teeth and opens the mouth.</summary>
internal static class Mouth
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.36, 0.10, 0.36, 0.72);
        var u = (patch.X - face.MouthX) / face.MouthHalfWidth;
        var bow = 1 - u * u;
        var within = ((1 - u.abs()) * 12).clamp_(0, 1);
        var size = face.MouthHalfWidth / 0.18;
        var lift = face.Degree(FaceAttribute.Smiling, -0.012, 0.040, 0.050, 0.056, 0.056, 0.050) * size;
        var gap = face.Degree(FaceAttribute.Smiling, 0, 0, 0.026, 0.056, 0.100, 0.165) * size;
        var corner = face.MouthY - lift * 0.55 - gap * 0.22;
        var upper = corner + lift * bow;
        var lower = upper + gap * bow * (1.35 - bow * 0.35);

        Lips(patch, face, u, bow, within, upper, lower);
        var open = patch.Fill((upper - patch.Y).maximum(patch.Y - lower)) * within * (gap * 60).clamp_(0, 1);
        patch.Paint(open, face.Colour(0.27, 0.06, 0.07));
        Tongue(patch, face, open, u, lower);
        var teethHeight = face.Degree(FaceAttribute.Smiling, 0, 0, 0.022, 0.047, 0.052, 0.058) * size;
        var teeth = patch.Y - upper - teethHeight * (bow * 0.75 + 0.25);
        patch.Paint(patch.Fill(teeth) * open, face.Colour(0.97, 0.965, 0.94) * (1 - u * u * 0.25));
        var seam = 0.014 * (1 - (gap * 30).clamp_(0, 0.6));
        patch.Paint(patch.Line(patch.Y - upper, seam) * within, face.Skin * face.Colour(0.42, 0.22, 0.22));
        Corners(patch, face, corner);
    }

    private static void Lips(Patch patch, Face face, Tensor u, Tensor bow, Tensor within, Tensor upper, Tensor lower)
    {
        var full = face.Range(PortraitParameter.LipFullness, 0.75, 1.25)
            * face.Degree(FaceAttribute.Age, 0.95, 1.08, 1, 0.9, 0.74, 0.55)
            * face.Degree(FaceAttribute.Smiling, 1, 0.9, 0.82, 0.78, 0.76, 0.75);
        var dip = Shapes.Blob(u * u * 16) * 0.25;
        var top = upper - full * 0.045 * (bow * (1.15 - dip) - 0.02);
        var bottom = lower + full * 0.060 * bow * (1.35 - bow * 0.35);
        var colour = Palette.Lips(face);
        patch.Paint(patch.Fill((top - patch.Y).maximum(patch.Y - upper)) * within, colour * 0.88);
        patch.Paint(patch.Fill((lower - patch.Y).maximum(patch.Y - bottom)) * within, colour);
        var (x, y) = (u * 2, (patch.Y - (lower + bottom) * 0.5) / 0.022);
        patch.Tint(Shapes.Blob(x * x + y * y) * 0.8, face.Colour(1.18, 1.20, 1.20));
        var (shadowX, shadowY) = (u * 1.3, (patch.Y - bottom - 0.035) / 0.035);
        patch.Tint(Shapes.Blob(shadowX * shadowX + shadowY * shadowY) * 0.45, face.Colour(0.70, 0.58, 0.55));
    }

    private static void Tongue(Patch patch, Face face, Tensor open, Tensor u, Tensor lower)
    {
        var shown = face.Degree(FaceAttribute.Smiling, 0, 0, 0, 0, 0.5, 1);
        var tongue = Shapes.Ellipse(
            u * face.MouthHalfWidth, patch.Y - lower, face.MouthHalfWidth * 0.55, 0.012 + shown * 0.05);
        patch.Paint(patch.Fill(tongue, 0.02) * open * shown, face.Colour(0.80, 0.36, 0.38));
    }

    /// <summary>The dimples that a smile presses into the cheeks.</summary>
    private static void Corners(Patch patch, Face face, Tensor corner)
    {
        var x = (patch.X - face.MouthX).abs() - face.MouthHalfWidth - 0.012;
        var y = patch.Y - corner;
        var amount = face.Degree(FaceAttribute.Smiling, 0.25, 0.6, 0.7, 0.75, 0.8, 0.8);
        patch.Tint(Shapes.Blob((x * x + y * y) / 0.0011) * amount, face.Colour(0.66, 0.50, 0.47));
    }
}
