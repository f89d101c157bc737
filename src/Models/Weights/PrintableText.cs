namespace EditableDeepSC.Models.Weights;

/// <summary>Names from files of unknown origin, fit for an error message.</summary>
internal static class PrintableText
{
    private const int MaxLength = 120;

    /// <summary>Control characters, which could drive a terminal, become '?'; long names are cut.</summary>
    public static string Printable(this string text)
    {
        var start = text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "...");
        return string.Concat(start.Select(c => char.IsControl(c) ? '?' : c));
    }
}
