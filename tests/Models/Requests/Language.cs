using EditableDeepSC.Models.Requests;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Tests.Requests;

/// <summary>
/// Tells whether the grammar can write a sentence for a label, by keeping every place a match may have come to.
/// </summary>
internal sealed class Language
{
    private readonly RuleBook rules;
    private readonly RequestLabel label;
    private readonly string[] words;
    private readonly Dictionary<(string Rule, int At), HashSet<int>> known = [];

    private Language(RuleBook rules, RequestLabel label, string[] words) =>
        (this.rules, this.label, this.words) = (rules, label, words);

    public static bool Contains(RequestLabel label, string sentence)
    {
        string[] words = [.. RequestTokenizer.Split(sentence)];
        var wraps = new Language(RequestGrammar.Wraps, RequestLabel.None, words);
        var (rules, tops) = RequestGrammar.TopsOf(label);
        HashSet<int> starts = [0];
        for (var i = 0; i < 2; i++) starts.UnionWith(wraps.Slot("opener", starts));
        var ends = new Language(rules, label, words).Any(rules.Tops(tops).SelectMany(section => section), starts);
        ends.UnionWith(wraps.Slot("closer", ends));
        return ends.Contains(words.Length);
    }

    private HashSet<int> Any(IEnumerable<Template> templates, IReadOnlyCollection<int> from) =>
        [.. templates.SelectMany(template => Sequence(template.Phrases, from))];

    private IReadOnlyCollection<int> Sequence(IEnumerable<Phrase> phrases, IReadOnlyCollection<int> from)
    {
        foreach (var phrase in phrases)
        {
            if (from.Count == 0) break;
            from = phrase switch
            {
                Phrase.Words { Text: var text } => Literal(text.Split('/')[0], from),
                Phrase.Slot { Rule: "is" } => [.. Literal("is", from), .. Literal("are", from)],
                Phrase.Slot { Rule: "look" } => [.. Literal("look", from), .. Literal("looks", from)],
                Phrase.Slot { Rule: "has" } => [.. Literal("has", from), .. Literal("have", from)],
                Phrase.Slot { Rule: var rule } => Slot(rule, from),
                Phrase.Choice { Options: var options } =>
                    options.SelectMany(option => Sequence(option, from)).ToHashSet(),
                _ => [],
            };
        }
        return from;
    }

    private HashSet<int> Slot(string rule, IEnumerable<int> from) => [.. from.SelectMany(at => Slot(rule, at))];

    private HashSet<int> Slot(string rule, int at)
    {
        if (!known.TryGetValue((rule, at), out var ends))
            known.Add((rule, at), ends = Any(rules.Slot(Writer.NamesOf(rule, label)), [at]));
        return ends;
    }

    private HashSet<int> Literal(string text, IEnumerable<int> from)
    {
        string[] wanted = [.. RequestTokenizer.Split(text)];
        return [.. from.Where(at => words.AsSpan(at).StartsWith(wanted)).Select(at => at + wanted.Length)];
    }
}
