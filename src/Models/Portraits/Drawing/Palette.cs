namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>Colours [N, 3, 1, 1] in 0..1 from a face's fractions.</summary>
internal static class Palette
{
    public static Tensor Skin(Face face)
    {
        var tone = Shapes.Interpolate(face.Range(PortraitParameter.SkinTone, 0, 5),
            face.Colour(0.97, 0.83, 0.74), face.Colour(0.92, 0.74, 0.61), face.Colour(0.83, 0.62, 0.47),
            face.Colour(0.68, 0.46, 0.32), face.Colour(0.50, 0.33, 0.23), face.Colour(0.35, 0.23, 0.165));
        return tone * (1 + face.Range(PortraitParameter.SkinUndertone, -1, 1) * face.Colour(0.03, -0.02, -0.07));
    }

    /// <summary>Black to blond, with red in it, greying from the forties on.</summary>
    public static Tensor Hair(Face face)
    {
        var natural = Shapes.Interpolate(face.Range(PortraitParameter.HairLightness, 0, 4),
            face.Colour(0.115, 0.095, 0.095), face.Colour(0.21, 0.13, 0.085), face.Colour(0.40, 0.25, 0.14),
            face.Colour(0.66, 0.47, 0.26), face.Colour(0.90, 0.75, 0.47));
        var red = (face.Range(PortraitParameter.HairRedness, -1.2, 1)).clamp_(min: 0);
        natural = natural + (natural * face.Colour(1.05, 0.60, 0.36) + face.Colour(0.10, 0.01, 0) - natural) * red;
        natural = natural * (1 - Likeness(natural, face.Skin) * 0.4);
        var grey = face.Degree(FaceAttribute.Age, 0, 0, 0, 0.2, 0.58, 0.97);
        return natural + (face.Colour(0.86, 0.86, 0.88) - natural) * grey;
    }

    /// <summary>
    /// 1 where hair is as light as the skin, 0 where they are well apart: such hair is darkened to stand out.
    /// </summary>
    private static Tensor Likeness(Tensor hair, Tensor skin)
    {
        var difference = hair.narrow(1, 0, 1) - skin.narrow(1, 0, 1); // red alone says how light either is
        return 1 - (difference * difference * 40).clamp_(0, 1);
    }

    /// <summary>Hue 0..1 around the colour circle, by straight lines.</summary>
    public static Tensor Hue(Face face, Tensor hue, Tensor saturation, Tensor lightness)
    {
        var phase = hue + face.Colour(0, 2.0 / 3, 1.0 / 3);
        var pure = (((phase - phase.floor()) * 6 - 3).abs_() - 1).clamp_(0, 1);
        return lightness * (1 + (pure - 0.6) * saturation);
    }

    public static Tensor Iris(Face face) => Shapes.Interpolate(face.Range(PortraitParameter.IrisColour, 0, 4),
        face.Colour(0.20, 0.11, 0.06), face.Colour(0.42, 0.27, 0.11), face.Colour(0.34, 0.45, 0.25),
        face.Colour(0.30, 0.50, 0.72), face.Colour(0.50, 0.60, 0.66));

    public static Tensor Lips(Face face)
    {
        var natural = face.Skin * face.Colour(0.86, 0.58, 0.58);
        var painted = face.Colour(0.72, 0.20, 0.24) * (face.Skin.narrow(1, 0, 1) * 0.6 + 0.4);
        var redness = face.Range(PortraitParameter.LipColour, 0, 0.7);
        return natural + (painted - natural) * redness;
    }
}
