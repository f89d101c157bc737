namespace EditableDeepSC.Channels.Options;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class NearestName
{
    /// <summary>The end of a message about an unknown name: the one that was meant, or all where none is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates)
    {
        string[] known = [.. candidates];
        return Of(name, known) is { } nearest ? $"did you mean '{nearest}'?"
            : known.Length == 0 ? "it takes none." : $"known are {string.Join(", ", known)}.";
    }

    /// <summary>
    /// One that begins alike or has the same letters, else the one with the fewest edits, at most half of its letters,
    /// ignoring case; null where none is near.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Name: candidate, Edits: Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(candidate => 2 * candidate.Edits <= Math.Max(name.Length, candidate.Name.Length))
        .OrderBy(candidate => candidate.Edits).FirstOrDefault().Name;

    private static int Edits(string name, string candidate) =>
        name.Length > 0 && candidate.StartsWith(name, StringComparison.Ordinal) ? 0
        : name.Length > 2 * candidate.Length ? name.Length // far away, however long the name is
        : name.Order().SequenceEqual(candidate.Order()) ? 1
        : Distance(name, candidate);

    /// <summary>Insertions, deletions and substitutions between two texts (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j - 1], row[j]));
            }
        }
        return row[^1];
    }
}
