namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>How people type: capitals, marks at the end, and now and then a slip.</summary>
internal static class Hand
{
    private const double SlipChance = 0.12;
    private const int ShortestSlip = 5; // letters
    private static readonly HashSet<string> QuestionWords = new(
        ["can", "could", "would", "should", "shall", "will", "may", "might", "what", "how", "why", "who", "where",
            "when", "is", "do", "does", "did", "are", "have"], StringComparer.Ordinal);

    public static string Type(string sentence, IReadOnlySet<string> words, Draw draw)
    {
        if (draw.Chance(SlipChance)) sentence = Slip(sentence, words, draw);
        sentence += EndMark(sentence, draw);
        return draw.Fraction() switch
        {
            < 0.60 => Capitals(sentence),
            < 0.96 => sentence,
            _ => sentence.ToUpperInvariant(),
        };
    }

    private static string EndMark(string sentence, Draw draw)
    {
        var isQuestion = QuestionWords.Contains(sentence.Split(' ')[0].TrimEnd(','));
        return draw.Fraction() switch
        {
            < 0.45 => "",
            < 0.90 => isQuestion ? "?" : ".",
            < 0.97 => "!",
            _ => "...",
        };
    }

    private static string Capitals(string sentence) => string.Join(' ', sentence.Split(' ').Select((word, i) =>
        i == 0 || word is "i" or "i'd" or "i'm"
            ? char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]
            : word));

    /// <summary>
    /// Two letters swapped, one lost, doubled or wrong; never so that another word of the language comes out.
    /// </summary>
    private static string Slip(string sentence, IReadOnlySet<string> words, Draw draw)
    {
        var typed = sentence.Split(' ');
        var at = draw.Below(typed.Length);
        var word = typed[at];
        if (word.Length < ShortestSlip || !word.All(char.IsAsciiLetterLower)) return sentence;
        var i = 1 + draw.Below(word.Length - 2);
        var slipped = draw.Below(4) switch
        {
            0 => word[..i] + word[i + 1] + word[i] + word[(i + 2)..],
            1 => word.Remove(i, 1),
            2 => word.Insert(i, word[i].ToString()),
            _ => word[..i] + (char)('a' + draw.Below(26)) + word[(i + 1)..],
        };
        if (words.Contains(slipped)) return sentence;
        typed[at] = slipped;
        return string.Join(' ', typed);
    }
}
