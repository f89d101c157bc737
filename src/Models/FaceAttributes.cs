namespace EditableDeepSC.Models;

/// <summary>What all five attributes share.</summary>
public static class FaceAttributes
{
    public const int Count = 5;
    public const int MaxDegree = 5;
    public const int DegreeCount = MaxDegree + 1;

    /// <summary>All attributes in the order of CelebA-Dialog.</summary>
    public static IReadOnlyList<FaceAttribute> All { get; } = Enum.GetValues<FaceAttribute>();

    /// <summary>The column names of CelebA-Dialog's label files, by attribute.</summary>
    public static IReadOnlyList<string> DatasetNames { get; } =
        ["Bangs", "Eyeglasses", "No_Beard", "Smiling", "Young"];
}
