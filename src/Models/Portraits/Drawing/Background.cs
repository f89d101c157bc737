namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>What is behind the person: a lit wall, out of focus.</summary>
internal static class Background
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.Whole();
        var colour = Palette.Hue(face, face[PortraitParameter.BackgroundHue],
            face.Range(PortraitParameter.BackgroundSaturation, 0.02, 0.38),
            face.Range(PortraitParameter.BackgroundLightness, 0.35, 0.95));
        var slope = face.Range(PortraitParameter.BackgroundGradient, -0.25, 0.25);
        var glow = 1.04 - (patch.X * patch.X + patch.Y * patch.Y) * 0.14 + slope * (patch.X - patch.Y);
        canvas.Image.copy_(colour * glow);
    }
}
