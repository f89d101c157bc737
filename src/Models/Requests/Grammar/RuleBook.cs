using System.Reflection;

namespace EditableDeepSC.Models.Requests.Grammar;

/// <summary>The rules of one or several grammar files; the notation is explained in common.txt.</summary>
internal sealed class RuleBook
{
    private const string Rare = "rare"; // the rule whose words are not learned as such

    private readonly IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<Template>>> files;

    private RuleBook(IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<Template>>> files) => this.files = files;

    /// <summary>
    /// Reads embedded grammar files; a rule of an earlier file comes before its namesake of a later one.
    /// </summary>
    public static RuleBook Load(params IEnumerable<string> names) =>
        new([.. names.Select(name => Read(name, Embedded(name)))]);

    /// <summary>
    /// The alternatives of a slot: of the first file that has one of the names, and of the first such name.
    /// </summary>
    public IReadOnlyList<Template> Slot(IReadOnlyList<string> names)
    {
        foreach (var file in files)
        {
            foreach (var name in names)
                if (file.TryGetValue(name, out var templates)) return templates;
        }
        throw new FormatException($"No rule {string.Join(" or ", names)}.");
    }

    /// <summary>The templates to start from, by file: those of all the names.</summary>
    public IEnumerable<IReadOnlyList<Template>> Tops(IEnumerable<string> names) => files
        .Select(file => names.SelectMany(name => file.GetValueOrDefault(name) ?? []).ToArray())
        .Where(templates => templates.Length > 0);

    public IEnumerable<Template> All => files.SelectMany(file => file.Values).SelectMany(templates => templates);

    internal static Dictionary<string, IReadOnlyList<Template>> Read(string file, IEnumerable<string> lines)
    {
        var rules = new Dictionary<string, IReadOnlyList<Template>>(StringComparer.Ordinal);
        List<Template>? current = null;
        var (rule, number) = ("", 0);
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            if (line[0] != ' ')
            {
                rule = line.TrimEnd(':');
                if (!rules.TryAdd(rule, current = []))
                    throw new FormatException($"{file}:{number}: {rule} stands twice.");
                continue;
            }
            if (current is null) throw new FormatException($"{file}:{number}: an alternative before the first rule.");
            var text = line.Trim();
            current.Add(new Template(
                $"{file} {rule} {number}", rule == Rare, text[0] == '!', Phrase.Parse(text.TrimStart('!'))));
        }
        return rules;
    }

    private static IEnumerable<string> Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"requests/{name}.txt")
            ?? throw new ArgumentException($"There is no grammar file '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}

/// <summary>One alternative of a rule.</summary>
/// <param name="Name">File, rule and line: tells templates apart.</param>
/// <param name="IsRare">Whether its words stay out of the vocabulary: they stand for any unknown ones.</param>
/// <param name="HeldOut">Whether training must not see it.</param>
/// <param name="Phrases">Its content.</param>
internal sealed record Template(string Name, bool IsRare, bool HeldOut, IReadOnlyList<Phrase> Phrases);
