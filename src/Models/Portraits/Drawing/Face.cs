namespace EditableDeepSC.Models.Portraits.Drawing;

/// <summary>
/// The measures that several features share, one value a portrait [N, 1, 1, 1], colours [N, 3, 1, 1]. Eyes stand at
/// (+-<see cref="EyeX"/>, <see cref="EyeY"/>) in every picture, as in CelebA's and FFHQ's aligned crops.
/// </summary>
internal sealed class Face
{
    public const double EyeX = 0.27, EyeY = -0.08, BrowY = -0.265;

    private readonly Tensor parameters;

    public Face(Tensor parameters)
    {
        this.parameters = parameters.view(-1, PortraitParameters.Count, 1, 1);
        Yaw = Range(PortraitParameter.Yaw, -1, 1);
        Pitch = Range(PortraitParameter.Pitch, -1, 1);
        CentreX = Yaw * -0.035;
        HalfWidth = Degree(FaceAttribute.Age, 0.625, 0.59, 0.565, 0.565, 0.57, 0.56)
            * Range(PortraitParameter.FaceWidth, 0.94, 1.06);
        ChinY = Degree(FaceAttribute.Age, 0.55, 0.625, 0.69, 0.695, 0.70, 0.715)
            + Range(PortraitParameter.ChinHeight, -0.025, 0.025) + Pitch * 0.012
            + Degree(FaceAttribute.Smiling, 0, 0, 0, 0.005, 0.015, 0.035);
        MouthX = Yaw * 0.03;
        MouthY = Degree(FaceAttribute.Age, 0.285, 0.34, 0.385, 0.39, 0.395, 0.405)
            + Range(PortraitParameter.MouthHeight, -0.012, 0.012) + Pitch * 0.02;
        MouthHalfWidth = Degree(FaceAttribute.Age, 0.135, 0.165, 0.18, 0.18, 0.18, 0.18)
            * Range(PortraitParameter.MouthWidth, 0.9, 1.1)
            * Degree(FaceAttribute.Smiling, 1, 1.12, 1.24, 1.36, 1.42, 1.46);
        Hairline = -0.60 + Range(PortraitParameter.HairlineHeight, -0.025, 0.025);
        Skin = Palette.Skin(this);
        Hair = Palette.Hair(this);
    }

    public Tensor Yaw { get; }
    public Tensor Pitch { get; }
    public Tensor CentreX { get; }
    /// <summary>Of the face at the height of the eyes.</summary>
    public Tensor HalfWidth { get; }
    public Tensor ChinY { get; }
    public Tensor MouthX { get; }
    /// <summary>Where the lips meet when the mouth is shut.</summary>
    public Tensor MouthY { get; }
    public Tensor MouthHalfWidth { get; }
    /// <summary>The middle of the hairline when no bangs hang over it.</summary>
    public Tensor Hairline { get; }
    public Tensor Skin { get; }
    public Tensor Hair { get; }

    /// <summary>How old the skin is: 0 up to the thirties, 1 in the eighties.</summary>
    public Tensor Wrinkles => Degree(FaceAttribute.Age, 0, 0, 0, 0.42, 0.72, 1);

    public Tensor this[PortraitParameter parameter] => parameters.narrow(1, (int)parameter, 1);

    /// <summary>A fraction 0..1 stretched to low..high.</summary>
    public Tensor Range(PortraitParameter parameter, double low, double high) =>
        this[parameter] * (high - low) + low;

    /// <summary>A value for each of the six degrees, straight lines between.</summary>
    public Tensor Degree(FaceAttribute attribute, params ReadOnlySpan<double> byDegree)
    {
        var degree = this[(PortraitParameter)PortraitParameters.ColumnOf(attribute)];
        var value = zeros_like(degree) + byDegree[0];
        for (var i = 1; i < byDegree.Length; i++)
        {
            var rise = byDegree[i] - byDegree[i - 1];
            if (rise != 0) value.add_((degree - (i - 1)).clamp_(0, 1) * rise);
        }
        return value;
    }

    public Tensor Constant(double value) => tensor((float)value, device: parameters.device);

    public Tensor Colour(double red, double green, double blue) =>
        tensor(new[] { (float)red, (float)green, (float)blue }, [1, 3, 1, 1], device: parameters.device);
}
