namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>What the years draw: forehead lines, crow's feet, bags, folds beside nose and mouth, age spots.</summary>
internal static class Wrinkles
{
    private static readonly (double X, double Y, double Radius)[] SpotPlaces =
        [(-0.40, 0.10, 0.030), (-0.34, 0.21, 0.020), (0.43, 0.04, 0.026), (0.36, 0.17, 0.018), (0.28, -0.47, 0.024)];

    public static void Draw(Canvas canvas, Face face)
    {
        var line = face.Colour(0.60, 0.47, 0.44);
        Forehead(canvas, face, line);
        UnderEyes(canvas, face, line);
        CrowsFeet(canvas, face, line);
        Folds(canvas, face, line);
        Spots(canvas, face);
    }

    private static void Forehead(Canvas canvas, Face face, Tensor line)
    {
        var patch = canvas.At(-0.42, -0.56, 0.42, -0.32);
        var x = patch.X - face.CentreX;
        var sag = Shapes.Wave(x * 1.6 + 0.5) * 0.018 + x * x * 0.10;
        var within = ((0.36 - x.abs()) * 8).clamp_(0, 1);
        var thickness = face.Wrinkles * 0.016;
        foreach (var (y, firstDegree) in new[] { (-0.485, 0.1), (-0.425, 0.35), (-0.37, 0.6) })
        {
            var amount = ((face.Wrinkles - firstDegree) * 3.5).clamp_(0, 1);
            patch.Tint(patch.Line(patch.Y - y + sag, thickness) * within * amount, line);
        }
    }

    private static void UnderEyes(Canvas canvas, Face face, Tensor line)
    {
        var patch = canvas.At(-0.50, -0.08, 0.50, 0.18);
        var u = (patch.X.abs() - Face.EyeX) / 0.145;
        var arc = Face.EyeY + 0.085 + (1 - u * u) * 0.035;
        var within = ((1 - u.abs()) * 5).clamp_(0, 1);
        patch.Tint(patch.Line(patch.Y - arc, face.Wrinkles * 0.018) * within * face.Wrinkles, line);
        var y = (patch.Y - arc + 0.03) / 0.05;
        patch.Tint(Shapes.Blob(u * u + y * y) * face.Wrinkles * 0.45, face.Colour(0.74, 0.62, 0.64));
    }

    private static void CrowsFeet(Canvas canvas, Face face, Tensor line)
    {
        var patch = canvas.At(-0.62, -0.22, 0.62, 0.10);
        var x = (patch.X - face.CentreX).abs() - 0.425;
        var within = (x * 30).clamp_(0, 1) * ((0.11 - x) * 20).clamp_(0, 1);
        foreach (var slope in new[] { -0.55, 0.0, 0.55 })
        {
            var ray = patch.Y - Face.EyeY - 0.005 - (x + 0.03) * slope;
            patch.Tint(patch.Line(ray, face.Wrinkles * 0.012) * within * face.Wrinkles * 0.9, line);
        }
    }

    /// <summary>From the nose's wings past the mouth's corners, and from there to the chin.</summary>
    private static void Folds(Canvas canvas, Face face, Tensor line)
    {
        var patch = canvas.At(-0.42, 0.12, 0.42, 0.66);
        var x = (patch.X - face.MouthX).abs();
        var down = (patch.Y - 0.17) / (face.MouthY - 0.15);
        var foldX = 0.125 + down.clamp_min(0).clamp_(max: 1) * (face.MouthHalfWidth - 0.08);
        var amount = face.Wrinkles + face.Degree(FaceAttribute.Smiling, 0, 0.08, 0.12, 0.16, 0.2, 0.22);
        var within = (down * 6).clamp_(0, 1) * ((1.08 - down) * 6).clamp_(0, 1);
        patch.Tint(patch.Line((x - foldX) * 0.8, amount * 0.020) * within * amount.clamp_max(1), line);
        var lowerX = face.MouthHalfWidth + 0.015 + (patch.Y - face.MouthY) * 0.12;
        var below = ((patch.Y - face.MouthY - 0.03) * 25).clamp_(0, 1)
            * ((face.MouthY + 0.16 - patch.Y) * 25).clamp_(0, 1);
        var old = (face.Wrinkles * 2 - 1).clamp_(0, 1);
        patch.Tint(patch.Line(x - lowerX, old * 0.016) * below * old, line);
    }

    private static void Spots(Canvas canvas, Face face)
    {
        var old = (face.Wrinkles * 2.2 - 1.2).clamp_(0, 1);
        foreach (var (x, y, radius) in SpotPlaces)
        {
            var patch = canvas.At(x - radius, y - radius, x + radius, y + radius);
            var (u, v) = ((patch.X - x) / radius, (patch.Y - y) / (radius * 0.75));
            patch.Tint(Shapes.Blob(u * u + v * v) * old, face.Colour(0.72, 0.58, 0.50));
        }
    }
}
