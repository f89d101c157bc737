namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Beard and moustache; drawn before the mouth, which stays visible at every degree.</summary>
internal static class Beard
{
    public static void Draw(Canvas canvas, Face face)
    {
        var patch = canvas.At(-0.80, 0.02, 0.80, 1);
        var opacity = face.Degree(FaceAttribute.Beard, 0, 0.46, 0.88, 1, 1, 1);
        var x = patch.X - face.CentreX * 0.5;
        var strand = Strands(patch, x);
        var stubble = face.Skin * face.Colour(0.50, 0.50, 0.54);
        var grown = face.Hair * 0.80;
        var asHair = face.Degree(FaceAttribute.Beard, 0, 0.15, 0.9, 1, 1, 1);
        var colour = (stubble + (grown - stubble) * asHair) * strand;
        var cheeks = Cheeks(patch, face, x, strand);
        patch.Tint(patch.Fill(cheeks - 0.03, 0.09) * opacity * 0.7, face.Colour(0.62, 0.55, 0.53));
        patch.Paint(patch.Fill(cheeks, 0.05) * opacity, colour);
        var moustache = patch.Fill(Moustache(patch, face), 0.02);
        patch.Paint(moustache * opacity, colour * 0.93);
    }

    /// <summary>From ear to ear and below the chin, open above a curve from the sideburns to the mouth.</summary>
    private static Tensor Cheeks(Patch patch, Face face, Tensor x, Tensor strand)
    {
        var wider = face.Degree(FaceAttribute.Beard, -0.02, -0.01, 0.0, 0.035, 0.085, 0.13);
        var longer = face.Degree(FaceAttribute.Beard, -0.02, -0.01, 0.01, 0.065, 0.13, 0.50);
        var ragged = (strand - 1) * face.Degree(FaceAttribute.Beard, 0, 0, 0.04, 0.10, 0.16, 0.2);
        var width = face.HalfWidth * 0.94 + wider;
        var shape = Shapes.Ellipse(x, patch.Y - 0.16, width, face.ChinY - 0.16 + longer);
        var square = x / face.HalfWidth;
        square = square * square;
        var top = face.MouthY + 0.035 + face.Degree(FaceAttribute.Beard, 0, 0.02, 0.02, -0.01, -0.05, -0.08)
            - square * 0.12 - square * square * 0.30;
        return (shape + ragged).maximum(top - patch.Y);
    }

    private static Tensor Moustache(Patch patch, Face face)
    {
        var halfWidth = face.MouthHalfWidth + face.Degree(FaceAttribute.Beard, -0.05, -0.02, 0.01, 0.035, 0.07, 0.09);
        var u = (patch.X - face.MouthX) / halfWidth;
        var thickness = face.Degree(FaceAttribute.Beard, 0.02, 0.04, 0.05, 0.06, 0.085, 0.10);
        var curve = face.MouthY - 0.062 + u * u * face.Degree(FaceAttribute.Beard, 0.03, 0.04, 0.05, 0.07, 0.10, 0.11)
            - face.Degree(FaceAttribute.Smiling, 0, 0.01, 0.02, 0.025, 0.03, 0.03);
        var notch = Shapes.Blob(u * u * 30) * 0.25;
        var half = thickness * 0.5 * (1.1 - u * u * 0.7 - notch);
        return ((patch.Y - curve).abs_() - half).maximum((u.abs() - 1) * 0.2);
    }

    private static Tensor Strands(Patch patch, Tensor x)
    {
        var fan = x * (1.3 - patch.Y * 0.3);
        var coarse = Shapes.Wave(fan * 8 + 0.25);
        var fine = Shapes.Wave(fan * 19 + patch.Y * 1.5);
        return (coarse + fine) * 0.18 + 0.82;
    }
}
