namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Hair behind the head, in front of it, and the bangs.</summary>
internal static class Hair
{
    /// <summary>Everything that the head will stand before.</summary>
    public static void DrawBehind(Canvas canvas, Face face)
    {
        var patch = canvas.Whole();
        var strands = Strands(patch, face, 0.30);
        patch.Paint(patch.Fill(Outline(patch, face)), face.Hair * 0.52 * strands);
    }

    /// <summary>The cap above the hairline and the locks beside the face.</summary>
    public static void DrawInFront(Canvas canvas, Face face)
    {
        var patch = canvas.Whole();
        var x = patch.X - face.CentreX;
        var fromParting = patch.X - face.Range(PortraitParameter.HairParting, -0.09, 0.09);
        var hairline = face.Hairline + fromParting * fromParting * 1.05;
        // Beside the face: the longer the hair, the more of the cheek it covers.
        var lockX = face.HalfWidth - face.Range(PortraitParameter.HairLength, -0.07, 0.05)
            + (patch.Y + 0.25).clamp_(min: 0) * 0.06;
        var front = (patch.Y - hairline).minimum(lockX - x.abs());
        var outline = Outline(patch, face);
        var hair = outline.maximum(front);
        var rim = (1 + hair * 6).clamp_(0, 1);
        patch.Tint(patch.Fill(front - 0.02, 0.07) * patch.Fill(outline), face.Colour(0.80, 0.74, 0.72));
        var light = (1.04 - rim * 0.2) * Sheen(patch, face);
        patch.Paint(patch.Fill(hair), face.Hair * Strands(patch, face, 0.24) * light);
    }

    /// <summary>The fringe: its lower edge says the degree, from a finger's breadth to over the brows.</summary>
    public static void DrawBangs(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.66, -0.95, 0.66, -0.05);
        var presence = face.Degree(FaceAttribute.Bangs, 0, 1, 1, 1, 1, 1);
        var x = patch.X - face.CentreX;
        var tips = Shapes.RoundWave(x * 5.5 + 0.2) * 0.028 + Shapes.Wave(x * 13) * 0.018;
        var slant = face.Range(PortraitParameter.BangsSlant, -0.05, 0.05);
        var edge = face.Degree(FaceAttribute.Bangs, -0.66, -0.515, -0.445, -0.375, -0.30, -0.195)
            + tips + slant * x - x * x * 0.12 - 0.02;
        var outside = Outline(patch, face).maximum(x.abs() - face.HalfWidth * 0.98);
        var shape = outside.maximum(patch.Y - edge);
        var shadow = outside.maximum(patch.Y - edge - 0.055);
        patch.Tint(patch.Fill(shadow, 0.05) * presence, face.Colour(0.80, 0.74, 0.72));
        var light = 0.90 + ((edge - patch.Y) * 0.25).clamp_(0, 0.14);
        patch.Paint(patch.Fill(shape) * presence, face.Hair * Strands(patch, face, 0.34) * light);
    }

    private static Tensor Outline(Patch patch, Face face)
    {
        var volume = face[PortraitParameter.HairVolume];
        var wave = face.Range(PortraitParameter.HairWave, -0.2, 1).clamp_(min: 0);
        var ripple = (Shapes.RoundWave(patch.Y * 2.7 + 0.3) - 0.5) * wave * 0.055;
        var x = (patch.X - face.CentreX).abs() + ripple;
        var width = face.HalfWidth + 0.055 + volume * 0.13;
        var cap = Shapes.Ellipse(x, patch.Y + 0.20, width, 0.66 + volume * 0.10);
        var end = face.Range(PortraitParameter.HairLength, -0.25, 1.25);
        var fall = (x - width - patch.Y.clamp_min(0) * 0.07).maximum((-0.25 - patch.Y).maximum(patch.Y - end));
        return Shapes.SmoothUnion(cap, fall, 0.12);
    }

    /// <summary>Light and dark strands that run from the crown downwards.</summary>
    private static Tensor Strands(Patch patch, Face face, double depth)
    {
        var fromCrown = (patch.X - face.Range(PortraitParameter.HairParting, -0.16, 0.16)) / (patch.Y + 1.5);
        var bend = Shapes.RoundWave(patch.Y * 2.1) * face[PortraitParameter.HairWave] * 0.25;
        var coarse = Shapes.Wave(fromCrown * 9 + bend);
        var fine = Shapes.Wave(fromCrown * 23 + bend);
        return (coarse * 0.6 + fine * 0.4) * depth + (1 - depth / 2);
    }

    private static Tensor Sheen(Patch patch, Face face)
    {
        var (x, y) = (patch.X - face.Range(PortraitParameter.LightX, -0.25, 0.25), patch.Y + 0.2);
        var ring = ((x * x * 1.4 + y * y).sqrt_() - 0.60) * 8;
        return Shapes.Blob(ring * ring) * 0.22 + 1;
    }
}
