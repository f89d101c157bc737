using System.Text.RegularExpressions;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Requests;

/// <summary>
/// Sentences to word numbers: 0 pads, 1 is an unknown word, then the vocabulary. Case, marks and contractions fall
/// away; a word that the vocabulary lacks loses its drawl ("waaay") or takes its nearest in spelling, if there is one.
/// </summary>
public sealed partial class RequestTokenizer
{
    public const int Pad = 0, Unknown = 1;
    private const int FirstWord = 2;

    private readonly Spelling spelling;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>A tokenizer of the given words, numbered in order; keep the list beside the trained weights.</summary>
    public RequestTokenizer(IReadOnlyList<string> words)
    {
        Words = words;
        spelling = new Spelling(words);
        foreach (var word in words) numbers.Add(word, FirstWord + numbers.Count);
    }

    public IReadOnlyList<string> Words { get; }

    /// <summary>How many numbers there are, padding and the unknown word included.</summary>
    public int Count => FirstWord + Words.Count;

    /// <summary>The numbers of a sentence; an empty one gives one unknown word.</summary>
    public int[] Encode(string text)
    {
        int[] encoded = [.. Split(text).Select(NumberOf)];
        return encoded.Length > 0 ? encoded : [Unknown];
    }

    /// <summary>Sentences as rows, padded at the end to the longest, and their lengths.</summary>
    public (long[,] Numbers, long[] Lengths) Encode(IReadOnlyList<string> texts)
    {
        int[][] rows = [.. texts.Select(Encode)];
        var numbers = new long[rows.Length, rows.Max(row => row.Length)];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows[i].Length; j++) numbers[i, j] = rows[i][j];
        return (numbers, [.. rows.Select(row => (long)row.Length)]);
    }

    /// <summary>The words alone, by single spaces: the same whatever the case, marks and contractions.</summary>
    public static string Normalize(string text) => string.Join(' ', Split(text));

    internal static IReadOnlyList<string> Split(string text)
    {
        var lower = text.ToLowerInvariant().Replace('\u2019', '\'');
        List<string> words = [];
        foreach (var match in Word().EnumerateMatches(lower))
            words.AddRange(Contractions.Expand(lower.Substring(match.Index, match.Length)));
        return words;
    }

    private int NumberOf(string word) => Known(word)
        ?? (Drawl().IsMatch(word) ? Known(Drawl().Replace(word, "$1$1")) ?? Known(Drawl().Replace(word, "$1")) : null)
        ?? Known(spelling.Nearest(word)) ?? Unknown;

    private int? Known(string? word) => word is not null && numbers.TryGetValue(word, out var number) ? number : null;

    [GeneratedRegex(@"\p{L}+(?:'\p{L}+)*|[0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(\p{L})\1{2,}")]    // waaay, sooo
    private static partial Regex Drawl();
}
