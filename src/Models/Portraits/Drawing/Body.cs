namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Neck, collar and shoulders, as far as a tight crop shows them.</summary>
internal static class Body
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.At(-1, 0.3, 1, 1);
        var x = patch.X - face.CentreX;
        var clothes = Palette.Hue(face, face[PortraitParameter.ClothesHue], face.Colour(0.5, 0.5, 0.5),
            face.Range(PortraitParameter.ClothesLightness, 0.15, 0.85));
        var shoulders = face.Degree(FaceAttribute.Age, 0.89, 0.85, 0.83, 0.83, 0.84, 0.86)
            + (x.abs() - 0.3).clamp_(min: 0) * 0.25;
        patch.Paint(patch.Fill(shoulders - patch.Y), clothes * (1.05 - x.abs() * 0.3));

        var neckWidth = face.HalfWidth * face.Degree(FaceAttribute.Age, 0.5, 0.58, 0.64, 0.66, 0.66, 0.62);
        var neck = x.abs() - neckWidth - (patch.Y - 0.75).clamp_(min: 0) * 0.5;
        var collar = patch.Y - 0.97 + x * x * 0.8;
        var shade = 0.68 + (patch.Y - face.ChinY - 0.05).clamp_(0, 0.3) * 0.6 - x.abs() * 0.15;
        patch.Paint(patch.Fill(neck.maximum(collar)), face.Skin * shade);
    }
}
