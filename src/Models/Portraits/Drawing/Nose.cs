namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Bridge, tip, wings and nostrils: mostly shadow and light.</summary>
internal static class Nose
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.32, -0.24, 0.32, 0.36);
        var size = face.Degree(FaceAttribute.Age, 0.72, 0.88, 1, 1.03, 1.09, 1.16);
        var tipY = face.Degree(FaceAttribute.Age, 0.085, 0.125, 0.155, 0.16, 0.168, 0.178)
            + face.Range(PortraitParameter.NoseLength, -0.02, 0.02) + face.Pitch * 0.03;
        var width = size * face.Range(PortraitParameter.NoseWidth, 0.085, 0.125);
        // The nose turns with the head: its ridge runs from between the eyes to the shifted tip.
        var along = ((patch.Y - Face.EyeY) / (tipY - Face.EyeY)).clamp_(0, 1.2);
        var x = patch.X - face.Yaw * 0.055 * along;
        Bridge(patch, face, x, along, width);
        Tip(patch, face, x, patch.Y - tipY, width);
    }

    private static void Bridge(Patch patch, Face face, Tensor x, Tensor along, Tensor width)
    {
        var flank = (x.abs() - width * (along * 0.35 + 0.42)) / (width * 0.5);
        var shadowSide = 0.55 - face.Range(PortraitParameter.LightX, -0.45, 0.45) * x.sign();
        var vertical = (along * 3).clamp_(0, 1) * ((1.15 - along) * 4).clamp_(0, 1);
        patch.Tint(Shapes.Blob(flank * flank) * vertical * shadowSide * 0.55, face.Colour(0.70, 0.58, 0.55));
        var ridge = x / (width * 0.4);
        patch.Tint(Shapes.Blob(ridge * ridge) * vertical * 0.6, face.Colour(1.10, 1.10, 1.10));
    }

    private static void Tip(Patch patch, Face face, Tensor x, Tensor y, Tensor width)
    {
        var round = face.Range(PortraitParameter.NoseTip, 0.8, 1.15);
        var (u, v) = (x / (width * 1.35), (y - 0.055) / (width * 0.62));
        patch.Tint(Shapes.Blob(u * u + v * v) * 0.75, face.Colour(0.66, 0.50, 0.47));
        var (lightX, lightY) = (x / (width * round * 0.75), (y + 0.004) / (width * round * 0.7));
        patch.Tint(Shapes.Blob(lightX * lightX + lightY * lightY) * 0.9, face.Colour(1.16, 1.13, 1.12));
        var wing = Shapes.Ellipse(x.abs() - width * 0.82, y - 0.018, width * 0.34, width * 0.40);
        var outer = ((x.abs() - width * 0.9) * 25).clamp_(0, 1);
        patch.Tint(patch.Line(wing, width * 0.12) * outer * 0.55, face.Colour(0.60, 0.44, 0.41));
        var nostril = Shapes.Ellipse(x.abs() - width * 0.48, y - 0.045, width * 0.26, width * 0.15);
        patch.Paint(patch.Fill(nostril, 0.012) * 0.85, face.Skin * face.Colour(0.34, 0.24, 0.22));
    }
}
