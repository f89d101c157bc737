using System.Text;

namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>Turns a template into words for one label: fills slots, chooses, and makes verbs agree.</summary>
internal sealed class Writer(RuleBook rules, RequestLabel label, Draw draw)
{
    private readonly StringBuilder text = new();
    private bool plural;

    public static string Write(RuleBook rules, RequestLabel label, Template template, Draw draw)
    {
        var writer = new Writer(rules, label, draw);
        writer.Append(template.Phrases);
        return Agree(writer.text.ToString(), writer.plural).Replace(" ,", ",", StringComparison.Ordinal)
            .Replace(" .", ".", StringComparison.Ordinal)
            .Replace(" 's ", "'s ", StringComparison.Ordinal).Trim();
    }

    /// <summary>The names that a rule goes by for a label, the most special first.</summary>
    public static IReadOnlyList<string> NamesOf(string rule, RequestLabel label)
    {
        var names = new List<string>(3);
        if (label.Direction is { } direction) names.Add(rule + (direction == EditDirection.Positive ? '+' : '-'));
        if ((label.Value ?? label.Target) is { } number) names.Add($"{rule}{number}");
        names.Add(rule);
        return names;
    }

    private static string Agree(string sentence, bool plural) => sentence
        .Replace("<is>", plural ? "are" : "is", StringComparison.Ordinal)
        .Replace("<look>", plural ? "look" : "looks", StringComparison.Ordinal)
        .Replace("<has>", plural ? "have" : "has", StringComparison.Ordinal);

    private void Append(IReadOnlyList<Phrase> phrases)
    {
        foreach (var phrase in phrases)
        {
            switch (phrase)
            {
                case Phrase.Words { Text: var words }:
                    Append(words);
                    break;
                case Phrase.Choice { Options: var options }:
                    Append(draw.Of(options));
                    break;
                case Phrase.Slot { Rule: "is" or "look" or "has" } verb:
                    Append($"<{verb.Rule}>"); // its subject may follow
                    break;
                case Phrase.Slot { Rule: var rule }:
                    Append(draw.Common(rules.Slot(NamesOf(rule, label))).Phrases);
                    break;
            }
        }
    }

    private void Append(string words)
    {
        var slash = words.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0) plural = words[slash..] == "/are";
        text.Append(' ').Append(slash < 0 ? words : words[..slash]);
    }
}
