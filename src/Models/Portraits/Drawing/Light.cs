namespace EditableDeepSC.Models.Portraits.Drawing;

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
