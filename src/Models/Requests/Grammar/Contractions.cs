namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>English contractions, with their apostrophe or without, as full words.</summary>
internal static class Contractions
{
    private const string Table = """
        let's=let us, lets=let us, can't=can not, cant=can not, cannot=can not, won't=will not, wont=will not,
        im=i am, dont=do not, doesnt=does not, shouldnt=should not, isnt=is not, arent=are not, thats=that is,
        whats=what is, gonna=going to, wanna=want to, kinda=kind of, sorta=sort of, gimme=give me, didnt=did not,
        wasnt=was not, wouldnt=would not, couldnt=could not, ain't=is not, ive=i have, hes=he is, shes=she is,
        theyre=they are, youre=you are, gotta=have to, lemme=let me, y'all=you, u=you, ur=your, r=are, n=and,
        abit=a bit, alot=a lot, lil=little, bout=about, thx=thanks, ty=thanks, tysm=thanks, imo=i think,
        imho=i think, em=them, tho=though, cuz=because, bc=because, grey=gray, colour=color, til=until,
        till=until, favour=favor, pls=please, plz=please
        """;

    private static readonly Dictionary<string, string[]> Whole = Table
        .Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1].Split(' '), StringComparer.Ordinal);

    private static readonly (string Ending, string Word)[] Endings =
        [("n't", "not"), ("'m", "am"), ("'s", "is"), ("'d", "would"), ("'ll", "will"), ("'ve", "have"), ("'re", "are")];

    public static IEnumerable<string> Expand(string word)
    {
        if (Whole.TryGetValue(word, out var words)) return words;
        if (!word.Contains('\'', StringComparison.Ordinal)) return [word];
        foreach (var (ending, full) in Endings)
            if (word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal))
                return [word[..^ending.Length], full];
        return [word];
    }
}
