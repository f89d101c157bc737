namespace EditableDeepSC.Models.Portraits;

/// <summary>The features that tell people apart, whatever their hair, skin, light, pose and attributes.</summary>
public static class FaceFeatures
{
    /// <summary>Columns of a parameter matrix: from <see cref="First"/> on, <see cref="Count"/> of them.</summary>
    public const int First = (int)PortraitParameter.FaceWidth, Count = PortraitParameters.IdentityCount - First;

    private static readonly double UniformSpread = Math.Sqrt(1.0 / 12);

    public static IReadOnlyList<FeatureGroup> Groups { get; } = Enum.GetValues<FeatureGroup>();

    /// <summary>The columns of a group. Ears belong to none: hair hides them.</summary>
    public static Range ColumnsOf(FeatureGroup group) => group switch
    {
        FeatureGroup.Jaw => (int)PortraitParameter.FaceWidth..(int)PortraitParameter.EarSize,
        FeatureGroup.Eyes => (int)PortraitParameter.EyeSize..(int)PortraitParameter.BrowHeight,
        FeatureGroup.Brows => (int)PortraitParameter.BrowHeight..(int)PortraitParameter.NoseWidth,
        FeatureGroup.Nose => (int)PortraitParameter.NoseWidth..(int)PortraitParameter.MouthWidth,
        _ => (int)PortraitParameter.MouthWidth..(int)PortraitParameter.Yaw,
    };

    /// <summary>
    /// Vectors [N, 21] whose cosine says how alike the features of parameters [N, P] are: each group counts the same,
    /// and two strangers' cosine is 0 on the average.
    /// </summary>
    public static Tensor Code(Tensor parameters)
    {
        using var scope = NewDisposeScope();
        var parts = Groups.Select(group => parameters[.., TensorIndex.Slice(
            ColumnsOf(group).Start.Value, ColumnsOf(group).End.Value)]);
        return cat([.. parts.Select(part => (part - 0.5) * (1 / UniformSpread / Math.Sqrt(part.shape[1])))], 1)
            .MoveToOuterDisposeScope();
    }
}

/// <summary>Parameters that shape one part of a face.</summary>
public enum FeatureGroup
{
    Jaw,
    Eyes,
    Brows,
    Nose,
    Mouth,
}
