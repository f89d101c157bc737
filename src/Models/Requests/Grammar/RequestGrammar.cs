using System.Collections.Concurrent;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Evaluation;

namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>A sentence, what it means, and the template ("section rule line") that it was made from.</summary>
public sealed record LabelledRequest(string Text, RequestLabel Label, string Template);

/// <summary>Which part of the language a sentence is drawn from; the parts share no sentence.</summary>
public enum RequestSplit
{
    Training,
    /// <summary>Templates of the training, sentences that it never shows.</summary>
    HeldOutSentence,
    /// <summary>Templates that the training never shows.</summary>
    HeldOutTemplate,
}

/// <summary>
/// What held-out sentences are for. The hash of a sentence, before slips of the hand, says which use it has, so no
/// two uses share one, whatever the seeds. Sentences of the training split have none.
/// </summary>
public enum RequestUse
{
    Simulation,
    /// <summary>What <c>eds eval</c> measures on, as often as anyone likes.</summary>
    Development,
    /// <summary>What <c>eds eval --final</c> measures on.</summary>
    Evaluation,
}

/// <summary>
/// Writes labelled requests in English: a sentence is a pure function of the seed, its index, the split and the use.
/// The wording is in the Grammar folder's text files. The paper's own sentences are never written.
/// </summary>
public sealed class RequestGrammar(Seed seed, RequestUse use = RequestUse.Simulation)
{
    private const double OpenerChance = 0.3, SecondOpenerChance = 0.05, CloserChance = 0.2;
    private const int FullSection = 10; // templates: one with fewer of a kind is drawn in proportion
    private const int HeldOutShare = 16; // one sentence in so many is kept for HeldOutSentence

    private static readonly string[] Frames = ["common", "plain", "frames", "idle", "asks"];
    private static readonly string[] Shared =
        [.. Frames, "soup", "ways", "amounts", "comparatives", "clauses", "contrasts", "sayings", "idioms",
            "turns", "forms", "held-out"];
    private static readonly string[] Things =
        ["things", "things-plain", "things-frames", "wants", "dials", "idioms-things", "turns-things",
            "forms-things", "held-out-things",
            "dislikes"];
    private static readonly Dictionary<FaceAttribute, RuleBook> Books = FaceAttributes.All.ToDictionary(
        attribute => attribute, attribute => RuleBook.Load(SectionsOf(attribute)));
    private const string Tongues = "tongues";
    private static readonly string[] Keeps =
        ["keeps", "keeps-bangs", "keeps-glasses", "keeps-beard", "keeps-smile", "keeps-age", "keeps-wider"];
    private static readonly string[] NoAttribute =
        ["end", "endings", "ends", "none", "mentions", "others", "chatter", "sayings-others", "idioms-others",
            "turns-others", "turns-mentions", "forms-ends", OtherEdits, "forms-mentions", .. Keeps, Tongues];
    private const string OtherEdits = "forms-others";    // of no attribute, but by as much as those of one
    private static readonly string[] Telling =
        ["end", "endings", "ends", "mentions", "turns-mentions", "forms-ends", "forms-mentions", .. Keeps, Tongues];
    private static readonly string[] Turns =    // of phrase: whole sentences, in which a word stands by chance
        [.. NoAttribute.Except([Tongues]), .. FaceAttributes.All.SelectMany(SectionsOf).Distinct()
            .Where(name => name.Split('-')[0] is "turns" or "forms")];
    private static readonly RuleBook Other = RuleBook.Load([.. NoAttribute, "held-out-others", .. Things, .. Shared]);
    internal static readonly RuleBook Wraps = RuleBook.Load("openers", "closers", "fillers");    // around a request
    private static readonly ConcurrentDictionary<(RequestLabel, bool), Template[][]> Sections = [];
    private static readonly RequestUse[] Uses =
        [RequestUse.Simulation, RequestUse.Simulation, RequestUse.Development, RequestUse.Evaluation];
    private static readonly HashSet<string> Words = [.. Vocabulary()];
    private static readonly HashSet<string> Reserved =
        [.. PaperRequests.All.Select(request => RequestTokenizer.Normalize(request.Text))];

    /// <summary>
    /// Every word that training can show as itself, those of most templates first. Names and the like show as the
    /// unknown word, and so does what a single turn of phrase has, or a single template without an attribute.
    /// </summary>
    public static IReadOnlyList<string> Vocabulary()
    {
        var uses = UsesOf(All);
        foreach (var word in UsesOf(RuleBook.Load(Turns).All).Keys.Where(word => uses[word] == 1).ToArray())
            uses.Remove(word);
        return [.. uses.Keys.Concat(["is", "are", "look", "looks", "has", "have"]).Distinct()
            .OrderByDescending(word => uses.GetValueOrDefault(word)).ThenBy(word => word, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The words of the vocabulary with fewer templates that speak of an attribute, an amount or an end than others.
    /// </summary>
    internal static IReadOnlyList<string> NeutralWords()
    {
        var telling = UsesOf(RuleBook.Load([.. FaceAttributes.All.SelectMany(SectionsOf).Except(Frames), .. Telling]).All);
        var uses = UsesOf(RuleBook.Load([.. Frames, .. NoAttribute.Except([.. Telling, OtherEdits])]).All
            .Concat(Wraps.All));
        return [.. Vocabulary().Where(word => telling.GetValueOrDefault(word) < uses.GetValueOrDefault(word))];
    }

    /// <summary>The sentence of an index, with its label.</summary>
    public LabelledRequest Generate(long index, RequestSplit split = RequestSplit.Training)
    {
        var draw = new Draw(new PhiloxKey(
            seed, StreamPurpose.Requests, default, new TransmissionId(index), (byte)split))
        {
            IsFlat = split == RequestSplit.HeldOutTemplate, // all it has is to count, the odd as much as the plain
        };
        var label = RequestLabels.Draw(draw, split);
        while (true)
        {
            var template = Choose(label, split, draw);
            var sentence = Wrap(Writer.Write(BookOf(label), label, template, draw), draw);
            if (!Has(RequestTokenizer.Normalize(sentence), split)) continue;
            return new LabelledRequest(Hand.Type(sentence, Words, draw), label, template.Name);
        }
    }

    /// <summary>Which split of the known templates a sentence belongs to, whatever its capitals and marks.</summary>
    public static RequestSplit SplitOf(string sentence)
    {
        var plain = RequestTokenizer.Normalize(sentence);
        if (!plain.Contains(' ', StringComparison.Ordinal)) return RequestSplit.Training;    // "smile" must be learned
        return HashOf(plain) % HeldOutShare == 0 || Reserved.Contains(plain)
            ? RequestSplit.HeldOutSentence
            : RequestSplit.Training;
    }

    /// <summary>The use of a sentence that is held out, whatever its capitals and marks.</summary>
    public static RequestUse UseOf(string sentence) =>
        Uses[HashOf(RequestTokenizer.Normalize(sentence)) / HeldOutShare % Uses.Length];

    private bool Has(string plain, RequestSplit split) => !Reserved.Contains(plain)
        && (split == RequestSplit.HeldOutTemplate || SplitOf(plain) == split)
        && (split == RequestSplit.Training || UseOf(plain) == use);

    private static uint HashOf(string plain) =>
        plain.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);    // FNV-1a

    /// <summary>The rules and the names of those that a label's sentences start from.</summary>
    internal static (RuleBook Rules, IReadOnlyList<string> Tops) TopsOf(RequestLabel label)
    {
        string[] rules = label.Mode switch
        {
            RequestMode.ChangeDefinite => ["change", "definite"],
            RequestMode.ChangeIndefinite => ["change", "indefinite"],
            RequestMode.Target => ["target"],
            RequestMode.End => ["end"],
            _ => ["none"],
        };
        return (BookOf(label), [.. rules.SelectMany(rule => Writer.NamesOf(rule, label))]);
    }

    private static RuleBook BookOf(RequestLabel label) =>
        label.Attribute is { } attribute ? Books[attribute] : Other;

    private static string[] SectionsOf(FaceAttribute attribute) => attribute switch
    {
        FaceAttribute.Bangs => [.. Own("bangs"), .. Things.Except(["dials"]), .. Shared],
        FaceAttribute.Eyeglasses => [.. Own("glasses"), .. Things, .. Shared],
        FaceAttribute.Beard => [.. Own("beard"), .. Things, .. Shared],
        FaceAttribute.Smiling => [.. Own("smile"), "moods", "moods-plain", "moods-frames", .. Things, .. Shared],
        _ => [.. Own("age"), "age-frames", .. Shared], // an age can be neither added nor removed
    };

    private static string[] Own(string name) =>
        [name, $"{name}-words", $"{name}-verbs", $"{name}-degrees", $"clauses-{name}", $"sayings-{name}",
            $"idioms-{name}", $"turns-{name}", $"forms-{name}", $"held-out-{name}", $"short-{name}"];

    private static Template Choose(RequestLabel label, RequestSplit split, Draw draw)
    {
        var sections = Sections.GetOrAdd((label, split == RequestSplit.HeldOutTemplate), SectionsOf);
        if (draw.IsFlat) return draw.Of(draw.Of(sections));
        var weights = sections.Select(section => Math.Min(section.Length, FullSection)).ToArray();
        var place = draw.Below(weights.Sum());
        var chosen = 0;
        while (place >= weights[chosen]) place -= weights[chosen++];
        return draw.Of(sections[chosen]);
    }

    /// <summary>The templates, by section, that a label's sentences start from.</summary>
    private static Template[][] SectionsOf((RequestLabel Label, bool HeldOut) part)
    {
        var (rules, tops) = TopsOf(part.Label);
        return [.. rules.Tops(tops).Select(section => section.Where(t => t.HeldOut == part.HeldOut).ToArray())
            .Where(section => section.Length > 0)];
    }

    private static string Wrap(string sentence, Draw draw)
    {
        if (draw.Chance(OpenerChance)) sentence = $"{Say("opener", draw)} {sentence}";
        if (draw.Chance(SecondOpenerChance)) sentence = $"{Say("opener", draw)} {sentence}";
        if (draw.Chance(CloserChance)) sentence = $"{sentence} {Say("closer", draw)}";
        return sentence.Replace(" ,", ",", StringComparison.Ordinal).Replace(" .", ".", StringComparison.Ordinal);
    }

    private static string Say(string rule, Draw draw) =>
        Writer.Write(Wraps, RequestLabel.None, draw.Of(Wraps.Slot([rule])), draw);

    private static IEnumerable<Template> All => Books.Values.Append(Other).Append(Wraps).SelectMany(book => book.All);

    /// <summary>How many templates use each word.</summary>
    private static Dictionary<string, int> UsesOf(IEnumerable<Template> templates) => templates
        .DistinctBy(template => template.Name).SelectMany(template => WordsOf(template).Distinct())
        .CountBy(word => word).ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<string> WordsOf(Template template) => template is { HeldOut: false, IsRare: false }
        ? WordsOf(template.Phrases).SelectMany(RequestTokenizer.Split) : [];

    private static IEnumerable<string> WordsOf(IEnumerable<Phrase> phrases) =>
        phrases.SelectMany(phrase => phrase switch
        {
            Phrase.Words { Text: var text } => [text.Split('/')[0]],
            Phrase.Choice { Options: var options } => options.SelectMany(WordsOf),
            _ => [],
        });
}

/// <summary>The share of each label in the language: attributes, directions, values and targets evenly.</summary>
internal static class RequestLabels
{
    private static readonly EditDirection[] Directions = [EditDirection.Negative, EditDirection.Positive];

    public static RequestLabel Draw(Draw draw, RequestSplit split)
    {
        var mode = draw.Fraction();
        var attribute = draw.Of(FaceAttributes.All);
        var (definite, indefinite, target, end) = split == RequestSplit.HeldOutTemplate
            ? (0.30, 0.50, 0.80, 0.87)
            : (0.24, 0.44, 0.69, 0.74);    // more of what asks for nothing, which has the most kinds
        return mode < definite
            ? RequestLabel.Change(attribute, draw.Of(Directions), 1 + draw.Below(FaceAttributes.MaxDegree))
            : mode < indefinite ? RequestLabel.Change(attribute, draw.Of(Directions))
            : mode < target ? RequestLabel.To(attribute, draw.Below(FaceAttributes.DegreeCount))
            : mode < end ? RequestLabel.End : RequestLabel.None;
    }
}
