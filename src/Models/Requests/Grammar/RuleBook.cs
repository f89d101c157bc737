using System.Reflection;
using Rules = System.Collections.Generic.Dictionary<
    string, System.Collections.Generic.IReadOnlyList<EditableDeepSC.Models.Requests.Grammar.Template>>;

namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>The rules of one or several sections of the grammar; common.txt explains the notation.</summary>
internal sealed class RuleBook
{
    private const string Folder = "requests/"; // of the embedded files
    private const string Rare = "rare"; // the rule whose words are not learned as such

    private static readonly Dictionary<string, Rules> Grammar = Read(EmbeddedLines());
    private readonly IReadOnlyList<Rules> sections;

    private RuleBook(IReadOnlyList<Rules> sections) => this.sections = sections;

    /// <summary>The rules of the sections named; of namesakes, that of the earlier section comes first.</summary>
    public static RuleBook Load(params IEnumerable<string> names) => new([.. names.Select(name => Grammar[name])]);

    /// <summary>
    /// The alternatives of a slot: of the first section that has one of the names, and of the first such name.
    /// </summary>
    public IReadOnlyList<Template> Slot(IReadOnlyList<string> names)
    {
        foreach (var section in sections)
        {
            foreach (var name in names)
                if (section.TryGetValue(name, out var templates)) return templates;
        }
        throw new FormatException($"The grammar has no rule {string.Join(" or ", names)}.");
    }

    /// <summary>The templates to start from, by section: those of all the names.</summary>
    public IEnumerable<IReadOnlyList<Template>> Tops(IEnumerable<string> names) => sections
        .Select(section => names.SelectMany(name => section.GetValueOrDefault(name) ?? []).ToArray())
        .Where(templates => templates.Length > 0);

    public IEnumerable<Template> All =>
        sections.SelectMany(section => section.Values).SelectMany(templates => templates);

    internal static Dictionary<string, Rules> Read(IEnumerable<string> lines)
    {
        var sections = new Dictionary<string, Rules>(StringComparer.Ordinal);
        Rules? rules = null;
        List<Template>? current = null;
        var (section, rule, number) = ("", "", 0);
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            if (line[0] == '[')
            {
                (section, number, current) = (line.Trim('[', ']'), 0, null);
                if (!sections.TryAdd(section, rules = new(StringComparer.Ordinal)))
                    throw new FormatException($"The grammar has two sections {line}.");
            }
            else if (line[0] != ' ')
            {
                rule = line.TrimEnd(':');
                if (rules?.TryAdd(rule, current = []) != true) Refuse("the rule stands twice, or before any section");
            }
            else
            {
                if (current is null) Refuse("an alternative stands before the first rule");
                var text = line.Trim();
                current!.Add(new Template(
                    $"{section} {rule} {number}", rule == Rare, text[0] == '!', Phrase.Parse(text.TrimStart('!'))));
            }
        }
        return sections;

        void Refuse(string why) => throw new FormatException($"Grammar section {section}, line {number}: {why}.");
    }

    private static IEnumerable<string> EmbeddedLines()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            while (reader.ReadLine() is { } line) yield return line;
        }
    }
}

/// <summary>One alternative of a rule.</summary>
/// <param name="Name">Section, rule and line within the section: tells templates apart.</param>
/// <param name="IsRare">Whether its words stay out of the vocabulary: they stand for any unknown ones.</param>
/// <param name="HeldOut">Whether training must not see it.</param>
/// <param name="Phrases">Its content.</param>
internal sealed record Template(string Name, bool IsRare, bool HeldOut, IReadOnlyList<Phrase> Phrases);
