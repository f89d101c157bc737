namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Both eyebrows, mirrored at the nose.</summary>
internal static class Brows
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.56, -0.46, 0.56, -0.14);
        var u = (patch.X.abs() - Face.EyeX - 0.012) / (0.175 + face.Yaw * patch.X.sign() * 0.012);
        var height = Face.BrowY + face.Range(PortraitParameter.BrowHeight, 0.012, -0.012) - face.Pitch * 0.008
            - face.Degree(FaceAttribute.Smiling, 0, 0, 0.004, 0.008, 0.012, 0.018);
        var curve = height - (1 - u * u) * face.Range(PortraitParameter.BrowArch, 0.012, 0.05)
            - u * face.Range(PortraitParameter.BrowTilt, -0.018, 0.02);
        var thickness = face.Range(PortraitParameter.BrowThickness, 0.030, 0.055)
            * face.Degree(FaceAttribute.Age, 0.72, 0.92, 1.05, 1.05, 1, 0.9) * (0.85 - u * 0.35).clamp_(0.2, 1.1);
        var ends = ((1.05 - u.abs()) * 7).clamp_(0, 1);
        var colour = face.Hair * 0.62 + face.Colour(0.03, 0.02, 0.015);
        patch.Paint(patch.Line(patch.Y - curve, thickness) * ends * 0.92, colour);
    }
}
