namespace EditableDeepSC.Models.Requests;

/// <summary>The word that a mistyped one was meant to be, of words of which the most used come first.</summary>
internal sealed class Spelling(IReadOnlyList<string> words)
{
    private const int ShortestWord = 4, LongWord = 8; // letters; long words may differ in two

    /// <summary>
    /// The nearest word by letters lost, added, wrong or swapped: one of them, two in a long word; null where none is
    /// near. Of equals, one with the same first letter wins, then the longer (letters get lost more than added), then
    /// the more used.
    /// </summary>
    public string? Nearest(string word)
    {
        if (word.Length < ShortestWord) return null;
        var allowed = word.Length < LongWord ? 1 : 2;
        return words
            .Where(known => known.Length >= ShortestWord && Math.Abs(known.Length - word.Length) <= allowed)
            .Select(known => (Known: known, Distance: Distance(word, known)))
            .Where(candidate => candidate.Distance <= allowed)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Known[0] == word[0] ? 0 : 1)
            .ThenByDescending(candidate => candidate.Known.Length)
            .Select(candidate => candidate.Known)
            .FirstOrDefault();
    }

    /// <summary>Damerau and Levenshtein's distance, adjacent letters swapped counting once.</summary>
    internal static int Distance(string a, string b)
    {
        var distances = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) distances[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) distances[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = distances[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var least = Math.Min(change, 1 + Math.Min(distances[i - 1, j], distances[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    least = Math.Min(least, distances[i - 2, j - 2] + 1);
                distances[i, j] = least;
            }
        }
        return distances[a.Length, b.Length];
    }
}
