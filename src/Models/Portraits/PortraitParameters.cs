namespace EditableDeepSC.Models.Portraits;

/// <summary>The layout of a parameter matrix [N, <see cref="Count"/>].</summary>
public static class PortraitParameters
{
    /// <summary>Columns 0 to 31: who it is.</summary>
    public const int IdentityCount = (int)PortraitParameter.Yaw;
    /// <summary>The column of <see cref="FaceAttribute.Bangs"/>; the other four follow.</summary>
    public const int FirstAttribute = (int)PortraitParameter.Bangs;
    public const int Count = FirstAttribute + FaceAttributes.Count;

    public static int ColumnOf(FaceAttribute attribute) => FirstAttribute + (int)attribute;

    /// <summary>
    /// Parameters [N, P] from independent standard normals [N, P]: the normal CDF gives fractions 0..1, and an
    /// attribute's degree is 6 u - 1/2 cut to 0..5, so that each label holds a sixth. Differentiable, on any device.
    /// </summary>
    public static Tensor FromNormals(Tensor normals)
    {
        using var uniforms = UniformsOf(normals);
        return FromUniforms(uniforms);
    }

    /// <summary>The normal CDF of numbers.</summary>
    internal static Tensor UniformsOf(Tensor normals)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter((normals * Math.Sqrt(0.5)).erf() * 0.5 + 0.5);
    }

    /// <summary>Parameters [N, P] from fractions [N, P] of 0..1, which attributes' columns spread over 0..5.</summary>
    public static Tensor FromUniforms(Tensor uniforms)
    {
        if (uniforms.shape is not [_, Count])
            throw new ArgumentException($"Parameters take [N, {Count}], not [{string.Join(", ", uniforms.shape)}].");
        using var scope = NewDisposeScope();
        var fractions = uniforms[.., ..FirstAttribute];
        var spread = uniforms[.., FirstAttribute..] * FaceAttributes.DegreeCount - 0.5;
        var degrees = spread.clamp_(0, FaceAttributes.MaxDegree);
        return scope.MoveToOuter(cat([fractions, degrees], 1));
    }

    /// <summary>The labels [N, 5], int64: each attribute's degree rounded.</summary>
    public static Tensor Degrees(Tensor parameters)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter((parameters[.., FirstAttribute..] + 0.5).floor().to_type(ScalarType.Int64));
    }

    /// <summary>The counterfactual: a copy where one attribute of every row has the given degree, 0..5.</summary>
    public static Tensor WithDegree(Tensor parameters, FaceAttribute attribute, double degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(degree);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, FaceAttributes.MaxDegree);
        var copy = parameters.clone();
        using var column = copy.select(1, ColumnOf(attribute));
        column.fill_(degree);
        return copy;
    }
}

/// <summary>
/// The columns of a parameter matrix: 32 of the person, 16 of the picture (fractions 0..1 from one extreme to the
/// other), and the five attributes in degrees 0..5, which may lie between two labels.
/// </summary>
public enum PortraitParameter
{
    // The person.
    SkinTone, SkinUndertone, Freckles,
    HairLightness, HairRedness, HairVolume, HairLength, HairWave, HairParting, HairlineHeight,
    FaceWidth, ChinHeight, JawWidth, ChinWidth, CheekFullness, EarSize,
    EyeSize, EyeOpening, EyeTilt, IrisColour, EyelidFold,
    BrowHeight, BrowThickness, BrowArch, BrowTilt,
    NoseWidth, NoseLength, NoseTip,
    MouthWidth, LipFullness, LipColour, MouthHeight,

    // The picture.
    Yaw, Pitch, Gaze, BangsSlant, FrameColour, FrameShape,
    LightX, LightY, LightWarmth, LightStrength,
    BackgroundHue, BackgroundSaturation, BackgroundLightness, BackgroundGradient,
    ClothesHue, ClothesLightness,

    // The attributes, in the order of FaceAttribute.
    Bangs, Eyeglasses, Beard, Smiling, Age,
}

/// <summary>How a portrait is drawn.</summary>
public enum PortraitStyle
{
    /// <summary>Soft shading and true colours: the training data.</summary>
    Photo,
    /// <summary>Ink lines and washes on paper: out of distribution, as MetFaces is to photographs.</summary>
    Ink,
}
