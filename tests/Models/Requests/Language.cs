using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Templates;

namespace EditableDeepSC.Models.Tests.Requests;

/// <summary>
/// Tells whether the grammar can write a sentence for a label, by keeping every place a match may have come to.
/// </summary>
internal static class Language
{
    private static RuleBook Wraps => RequestGrammar.Wraps;

    public static bool Contains(RequestLabel label, string sentence)
    {
        string[] words = [.. RequestTokenizer.Split(sentence)];
        var (rules, tops) = RequestGrammar.TopsOf(label);
        HashSet<int> starts = [0];
        for (var i = 0; i < 2; i++)
            starts.UnionWith(Any(Wraps, RequestLabel.None, Wraps.Slot(["opener"]), words, starts));
        var ends = Any(rules, label, rules.Tops(tops).SelectMany(file => file), words, starts);
        ends.UnionWith(Any(Wraps, RequestLabel.None, Wraps.Slot(["closer"]), words, ends));
        return ends.Contains(words.Length);
    }

    private static HashSet<int> Any(RuleBook rules, RequestLabel label, IEnumerable<Template> templates, string[] words,
        IEnumerable<int> from)
    {
        var starts = from.ToArray();
        return [.. templates.SelectMany(template => Sequence(rules, label, template.Phrases, words, starts))];
    }

    private static IReadOnlyCollection<int> Sequence(RuleBook rules, RequestLabel label, IEnumerable<Phrase> phrases,
        string[] words, IReadOnlyCollection<int> from)
    {
        foreach (var phrase in phrases)
        {
            if (from.Count == 0) break;
            from = phrase switch
            {
                Phrase.Words { Text: var text } => Literal(text.Split('/')[0], words, from),
                Phrase.Slot { Rule: "is" } => [.. Literal("is", words, from), .. Literal("are", words, from)],
                Phrase.Slot { Rule: "look" } => [.. Literal("look", words, from), .. Literal("looks", words, from)],
                Phrase.Slot { Rule: "has" } => [.. Literal("has", words, from), .. Literal("have", words, from)],
                Phrase.Slot { Rule: var rule } =>
                    Any(rules, label, rules.Slot(Writer.NamesOf(rule, label)), words, from),
                Phrase.Choice { Options: var options } =>
                    options.SelectMany(option => Sequence(rules, label, option, words, from)).ToHashSet(),
                _ => [],
            };
        }
        return from;
    }

    private static HashSet<int> Literal(string text, string[] words, IEnumerable<int> from)
    {
        string[] wanted = [.. RequestTokenizer.Split(text)];
        return [.. from.Where(at => words.AsSpan(at).StartsWith(wanted)).Select(at => at + wanted.Length)];
    }
}
