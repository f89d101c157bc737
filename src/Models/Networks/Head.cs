namespace EditableDeepSC.Models.Networks;

/// <summary>
/// An output of a classifier: its name, which is its prefix in a weights file too, and its number of classes.
/// </summary>
public sealed record Head(string Name, int Classes)
{
    internal static void Validate(IReadOnlyList<Head> heads)
    {
        if (heads.Count == 0) throw new ArgumentException("A classifier needs at least one head.");
        if (heads.Select(head => head.Name).Distinct().Count() != heads.Count)
            throw new ArgumentException("The names of the heads must differ.");
        if (heads.FirstOrDefault(head => head.Classes < 1) is { } bad)
            throw new ArgumentException($"Head '{bad.Name}' has {bad.Classes} classes; it needs at least one.");
    }
}
