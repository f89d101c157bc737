namespace EditableDeepSC.Models;

/// <summary>CelebA-Dialog's five attributes, each with degrees 0..5; the values are its column order.</summary>
public enum FaceAttribute
{
    /// <summary>From the whole forehead visible to the brows covered.</summary>
    Bangs = 0,
    /// <summary>None, rimless, thin frame, thick frame, sunglasses in a thin frame, those in a thick frame.</summary>
    Eyeglasses = 1,
    /// <summary>None, stubble, short, medium, long, very long; the dataset calls it No_Beard.</summary>
    Beard = 2,
    /// <summary>From a straight mouth to a laugh with the mouth wide open.</summary>
    Smiling = 3,
    /// <summary>Child, twenties, thirties, forties, fifties to sixties, older; the dataset calls it Young.</summary>
    Age = 4,
}

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
