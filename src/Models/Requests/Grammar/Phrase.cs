namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>A piece of a template: words, a slot to fill, or a choice.</summary>
internal abstract record Phrase
{
    /// <summary>Words as they are; after a slash, the verb form that they take.</summary>
    public sealed record Words(string Text) : Phrase;

    /// <summary>The place of another rule.</summary>
    public sealed record Slot(string Rule) : Phrase;

    /// <summary>One of several sequences.</summary>
    public sealed record Choice(IReadOnlyList<IReadOnlyList<Phrase>> Options) : Phrase;

    /// <summary>
    /// Reads "words &lt;slot&gt; (one|other)"; throws a <see cref="FormatException"/> that quotes the text.
    /// </summary>
    public static IReadOnlyList<Phrase> Parse(string text)
    {
        var at = 0;
        var phrases = Sequence(text, ref at);
        return at == text.Length ? phrases : throw new FormatException($"The brackets in '{text}' are unbalanced.");
    }

    private static List<Phrase> Sequence(string text, ref int at)
    {
        var phrases = new List<Phrase>();
        while (at < text.Length && text[at] is not ('|' or ')'))
        {
            if (text[at] == '<')
            {
                var end = text.IndexOf('>', at);
                if (end < 0) throw new FormatException($"A slot in '{text}' has no end.");
                phrases.Add(new Slot(text[(at + 1)..end]));
                at = end + 1;
            }
            else if (text[at] == '(')
            {
                phrases.Add(Alternatives(text, ref at));
            }
            else
            {
                var end = text.AsSpan(at).IndexOfAny("<(|)");
                var words = text.Substring(at, end < 0 ? text.Length - at : end);
                at += words.Length;
                if (words.Trim() is { Length: > 0 } kept && kept != "-") phrases.Add(new Words(kept));
            }
        }
        return phrases;
    }

    private static Choice Alternatives(string text, ref int at)
    {
        var options = new List<IReadOnlyList<Phrase>>();
        do
        {
            at++; // the opening bracket or the bar
            options.Add(Sequence(text, ref at));
        }
        while (at < text.Length && text[at] == '|');
        if (at == text.Length) throw new FormatException($"The brackets in '{text}' are unbalanced.");
        at++;
        return new Choice(options);
    }
}
