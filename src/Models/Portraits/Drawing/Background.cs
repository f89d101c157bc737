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

/// <summary>One soft light over the finished picture: where it comes from, how warm and how strong it is.</summary>
internal static class Light
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.Whole();
        var slope = patch.X * face.Range(PortraitParameter.LightX, -0.16, 0.16)
            + patch.Y * face.Range(PortraitParameter.LightY, -0.13, 0.03);
        var warmth = 1 + face.Range(PortraitParameter.LightWarmth, -1, 1) * face.Colour(0.05, 0, -0.07);
        var strength = face.Range(PortraitParameter.LightStrength, 0.86, 1.10);
        canvas.Image.mul_((slope + 1) * strength).mul_(warmth).clamp_(0, 1);
    }
}
