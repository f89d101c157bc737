namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Ears, the face's outline, and the skin's colour and shading.</summary>
internal static class Head
{
    public static void Draw(Canvas canvas, Face face)
    {
        DrawEars(canvas, face);
        var patch = canvas.At(-0.76, -0.95, 0.76, 0.85);
        var distance = Outline(patch, face);
        var rim = (distance * 5.5 + 1).clamp_(0, 1);
        var shade = 1.02 - rim * rim * 0.20;
        patch.Paint(patch.Fill(distance), face.Skin * shade);
        Blush(canvas, face);
        Freckles(canvas, face);
    }

    /// <summary>The signed distance to the face's outline: cranium, jaw and chin.</summary>
    public static Tensor Outline(Patch patch, Face face)
    {
        var x = patch.X - face.CentreX;
        var sag = face.Degree(FaceAttribute.Age, 0.02, 0, 0, 0.01, 0.025, 0.04);
        var cranium = Shapes.Ellipse(x, patch.Y + 0.17, face.HalfWidth, face.Constant(0.60));
        var jawWidth = face.HalfWidth * face.Range(PortraitParameter.JawWidth, 0.72, 0.90) + sag;
        var jaw = Shapes.Ellipse(x, patch.Y - 0.18, jawWidth, face.ChinY - 0.20);
        var chinX = patch.X - face.CentreX * 0.3;
        var chin = Shapes.Ellipse(chinX, patch.Y - face.ChinY + 0.13,
            face.HalfWidth * face.Range(PortraitParameter.ChinWidth, 0.30, 0.50), face.Constant(0.13));
        return Shapes.SmoothUnion(Shapes.SmoothUnion(cranium, jaw, 0.25), chin, 0.14);
    }

    private static void DrawEars(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.80, -0.22, 0.80, 0.30);
        var x = (patch.X - face.CentreX).abs() - face.HalfWidth - 0.005;
        var size = face.Range(PortraitParameter.EarSize, 0.85, 1.2)
            * face.Degree(FaceAttribute.Age, 0.95, 1, 1, 1.02, 1.08, 1.16);
        var ear = Shapes.Ellipse(x, patch.Y - 0.03, size * 0.065, size * 0.14);
        patch.Paint(patch.Fill(ear), face.Skin * 0.90);
        patch.Tint(patch.Fill(ear + 0.028, 0.03), face.Colour(0.84, 0.74, 0.72));
    }

    private static void Blush(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.62, -0.12, 0.62, 0.52);
        var x = ((patch.X - face.CentreX).abs() - face.HalfWidth * 0.62)
            / face.Range(PortraitParameter.CheekFullness, 0.20, 0.27);
        var y = (patch.Y - 0.16) / 0.20;
        var amount = face.Degree(FaceAttribute.Age, 0.85, 0.45, 0.14, 0.10, 0.10, 0.08)
            + face.Degree(FaceAttribute.Smiling, 0, 0.05, 0.1, 0.15, 0.2, 0.25);
        patch.Tint(Shapes.Blob(x * x + y * y) * amount, face.Colour(1.04, 0.74, 0.72));
    }

    private static void Freckles(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.5, -0.02, 0.5, 0.26);
        var amount = (face.Range(PortraitParameter.Freckles, -1.6, 1)).clamp_(min: 0) * 0.5;
        var (u, v) = (patch.X * 17 + patch.Y * 5, patch.Y * 19 - patch.X * 7);
        var dots = ((Shapes.Wave(u) * Shapes.Wave(v) - 0.62) * 3).clamp_(0, 1);
        var (x, y) = ((patch.X.abs() - 0.24) / 0.24, (patch.Y - 0.12) / 0.13);
        patch.Tint(dots * Shapes.Blob(x * x + y * y) * amount, face.Colour(0.66, 0.50, 0.42));
    }
}
