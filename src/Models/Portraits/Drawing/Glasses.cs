namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Lenses, frame, bridge and temples; drawn over the bangs so that both stay readable.</summary>
internal static class Glasses
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.72, -0.34, 0.72, 0.18);
        var presence = face.Degree(FaceAttribute.Eyeglasses, 0, 1, 1, 1, 1, 1);
        var large = face.Degree(FaceAttribute.Eyeglasses, 1, 1, 1, 1, 1.06, 1.12);
        var halfHeight = face.Range(PortraitParameter.FrameShape, 0.135, 0.125) * large;
        var halfWidth = large * 0.185;
        var corner = halfHeight * face.Range(PortraitParameter.FrameShape, 0.95, 0.40);
        var x = patch.X.abs() - Face.EyeX - 0.005;
        var y = patch.Y - Face.EyeY - 0.012;
        var lens = Shapes.RoundedBox(x, y, halfWidth, halfHeight, corner);
        Lens(patch, face, lens, y, presence);
        Glare(patch, face, lens, x, y, presence);

        var thickness = face.Degree(FaceAttribute.Eyeglasses, 0.004, 0.010, 0.022, 0.056, 0.016, 0.060);
        var (frame, opacity) = FrameColour(face);
        var cover = patch.Line(lens, thickness);
        cover = cover.maximum(Bridge(patch, halfWidth, thickness));
        cover = cover.maximum(Temples(patch, face, halfWidth, thickness));
        patch.Paint(cover * opacity * presence, frame);
    }

    private static void Lens(Patch patch, Face face, Tensor lens, Tensor y, Tensor presence)
    {
        var darkness = face.Degree(FaceAttribute.Eyeglasses, 0, 0.14, 0.08, 0.07, 0.93, 0.97);
        var tint = face.Degree(FaceAttribute.Eyeglasses, 0.75, 0.75, 0.75, 0.6, 0.13, 0.13);
        var colour = face.Colour(0.95, 1.0, 1.08) * (tint + (y + 0.14).clamp_(0, 0.28) * 0.55);
        patch.Paint(patch.Fill(lens) * darkness * presence, colour);
    }

    private static void Glare(Patch patch, Face face, Tensor lens, Tensor x, Tensor y, Tensor presence)
    {
        var streak = (x + y * 0.7 + 0.045) / 0.045;
        var amount = face.Degree(FaceAttribute.Eyeglasses, 0.2, 0.50, 0.22, 0.16, 0.16, 0.14);
        patch.Paint(patch.Fill(lens + 0.02) * Shapes.Blob(streak * streak) * amount * presence, face.Colour(1, 1, 1));
    }

    /// <summary>Silver without a rim, dark metal, dark plastic, gold on thin sunglasses, plastic again.</summary>
    private static (Tensor Colour, Tensor Opacity) FrameColour(Face face)
    {
        var plastic = Shapes.Interpolate(face.Range(PortraitParameter.FrameColour, 0, 4), face.Colour(0.05, 0.05, 0.06),
            face.Colour(0.26, 0.13, 0.06), face.Colour(0.32, 0.05, 0.07), face.Colour(0.07, 0.11, 0.30),
            face.Colour(0.05, 0.05, 0.06));
        var metal = plastic * 0.4 + face.Colour(0.10, 0.10, 0.11);
        var degree = face[PortraitParameter.Eyeglasses];
        var silver = face.Colour(0.62, 0.65, 0.70);
        var colour = Shapes.Interpolate(
            degree, silver, silver, metal, plastic, face.Colour(0.86, 0.70, 0.34), plastic);
        return (colour, face.Degree(FaceAttribute.Eyeglasses, 0.6, 0.75, 1, 1, 1, 1));
    }

    private static Tensor Bridge(Patch patch, Tensor halfWidth, Tensor thickness)
    {
        var arc = patch.Y - Face.EyeY + 0.035 - patch.X * patch.X * 2.2;
        var between = patch.Fill(patch.X.abs() - (Face.EyeX - halfWidth));
        return patch.Line(arc, thickness * 0.9 + 0.006) * between;
    }

    private static Tensor Temples(Patch patch, Face face, Tensor halfWidth, Tensor thickness)
    {
        var x = patch.X.abs();
        var line = patch.Y - Face.EyeY + 0.055 - (x - 0.45) * 0.10;
        var beyond = patch.Fill(Face.EyeX + halfWidth - x)
            * patch.Fill((patch.X - face.CentreX).abs() - face.HalfWidth - 0.01);
        return patch.Line(line, thickness * 0.9 + 0.006) * beyond;
    }
}
