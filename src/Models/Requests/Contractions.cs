namespace EditableDeepSC.Models.Requests;

/// <summary>English contractions, with their apostrophe or without, as full words.</summary>
internal static class Contractions
{
    private static readonly Dictionary<string, string[]> Whole = new(StringComparer.Ordinal)
    {
        ["let's"] = ["let", "us"],
        ["lets"] = ["let", "us"],
        ["can't"] = ["can", "not"],
        ["cant"] = ["can", "not"],
        ["cannot"] = ["can", "not"],
        ["won't"] = ["will", "not"],
        ["wont"] = ["will", "not"],
        ["im"] = ["i", "am"],
        ["dont"] = ["do", "not"],
        ["doesnt"] = ["does", "not"],
        ["shouldnt"] = ["should", "not"],
        ["isnt"] = ["is", "not"],
        ["arent"] = ["are", "not"],
        ["thats"] = ["that", "is"],
        ["whats"] = ["what", "is"],
        ["gonna"] = ["going", "to"],
        ["wanna"] = ["want", "to"],
        ["kinda"] = ["kind", "of"],
        ["sorta"] = ["sort", "of"],
        ["gimme"] = ["give", "me"],
        ["pls"] = ["please"],
        ["plz"] = ["please"],
    };

    private static readonly (string Ending, string Word)[] Endings =
        [("n't", "not"), ("'m", "am"), ("'s", "is"), ("'d", "would"), ("'ll", "will"), ("'ve", "have"), ("'re", "are")];

    public static IEnumerable<string> Expand(string word)
    {
        if (Whole.TryGetValue(word, out var words)) return words;
        foreach (var (ending, full) in Endings)
            if (word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal))
                return [word[..^ending.Length], full];
        return [word];
    }
}
