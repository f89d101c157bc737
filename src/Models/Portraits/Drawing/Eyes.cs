namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Both eyes at once, in coordinates mirrored at the nose.</summary>
internal static class Eyes
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.56, -0.32, 0.56, 0.12);
        var side = patch.X.sign();
        var width = face.Degree(FaceAttribute.Age, 1.22, 1.10, 1, 0.98, 0.94, 0.88) * 0.135
            * face.Range(PortraitParameter.EyeSize, 0.93, 1.07) * (1 + face.Yaw * side * 0.07);
        var across = patch.X.abs() - Face.EyeX;
        var u = across / width;
        var middle = Face.EyeY - u * face.Range(PortraitParameter.EyeTilt, -0.012, 0.028);
        var height = width * face.Range(PortraitParameter.EyeOpening, 0.50, 0.66)
            * face.Degree(FaceAttribute.Age, 1.12, 1.05, 1, 0.96, 0.90, 0.80);
        var arch = 1 - u * u;
        var upper = middle - height * arch * 0.95;
        var lower = middle + height * arch * face.Degree(FaceAttribute.Smiling, 0.66, 0.63, 0.58, 0.50, 0.42, 0.30);

        Socket(patch, face, u, width);
        var open = patch.Fill((upper - patch.Y).maximum(patch.Y - lower));
        var underLid = (1 - (patch.Y - upper) / (height * 0.6)).clamp_(0, 1);
        patch.Paint(open, face.Colour(0.965, 0.955, 0.94) * (1 - underLid * 0.28));
        var gaze = face.Range(PortraitParameter.Gaze, -0.012, 0.012) * side;
        Iris(patch, face, open, across - gaze, middle, width, side);
        Lids(patch, face, u, upper, lower, height);
    }

    private static void Socket(Patch patch, Face face, Tensor u, Tensor width)
    {
        var (x, y) = (u / 1.55, (patch.Y - Face.EyeY + 0.03) / (width * 1.25));
        var depth = face.Degree(FaceAttribute.Age, 0.25, 0.32, 0.4, 0.46, 0.55, 0.7);
        patch.Tint(Shapes.Blob(x * x + y * y) * depth, face.Colour(0.72, 0.60, 0.58));
    }

    private static void Iris(Patch patch, Face face, Tensor open, Tensor x, Tensor middle, Tensor width, Tensor side)
    {
        var radius = width * 0.46;
        var y = patch.Y - middle + 0.006;
        var iris = Shapes.Circle(x, y, radius);
        var ring = (iris * 26 + 1).clamp_(0, 1);
        var glow = 1 + (y / radius).clamp_(-1, 1) * 0.25;
        patch.Paint(patch.Fill(iris) * open, Palette.Iris(face) * (1 - ring * 0.55) * glow);
        patch.Paint(patch.Fill(iris + radius * 0.55) * open, face.Colour(0.03, 0.025, 0.03));
        var glint = Shapes.Circle(x + radius * 0.34 * side, y + radius * 0.36, radius * 0.23);
        patch.Paint(patch.Fill(glint) * open * 0.95, face.Colour(1, 1, 1));
    }

    private static void Lids(Patch patch, Face face, Tensor u, Tensor upper, Tensor lower, Tensor height)
    {
        var within = ((1.12 - u.abs()) * 10).clamp_(0, 1);
        var lash = face.Hair * 0.25 + face.Colour(0.05, 0.035, 0.03);
        patch.Paint(patch.Line(patch.Y - upper, 0.020 + u * 0.007) * within, lash);
        var fold = patch.Line(patch.Y - upper + height * 0.35, face.Range(PortraitParameter.EyelidFold, 0.006, 0.022));
        patch.Tint(fold * within * 0.8, face.Colour(0.66, 0.54, 0.52));
        patch.Tint(patch.Line(patch.Y - lower, face.Constant(0.010)) * within * 0.7, face.Colour(0.62, 0.47, 0.45));
    }
}
