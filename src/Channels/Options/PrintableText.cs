using System.Text;

namespace EditableDeepSC.Channels.Options;

/// <summary>
/// Text from outside, fit to be shown: control and format characters could drive a terminal, hide text or turn it
/// round (U+202E), and become \uXXXX, which means the same in JSON.
/// </summary>
public static class PrintableText
{
    private const int MaxNameLength = 120;

    /// <summary>The text with its line breaks and tabs.</summary>
    public static string Masked(this string text) => Masked(text, kept: "\n\t");

    /// <summary>The text in one line.</summary>
    public static string OnOneLine(this string text) => Masked(text, kept: "");

    /// <summary>A name in one line, cut if it is long.</summary>
    public static string Printable(this string name) =>
        OnOneLine(name.Length <= MaxNameLength ? name : string.Concat(name.AsSpan(0, MaxNameLength), "..."));

    private static string Masked(string text, string kept)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var masked = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a character comes as U+FFFD
        {
            if (IsHarmless(rune) || kept.Contains(rune.ToString(), StringComparison.Ordinal)) masked.Append(rune);
            else if (rune.Value == '\n') masked.Append("\\n");
            else foreach (var unit in rune.ToString()) masked.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }
        return masked.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
