namespace EditableDeepSC.Channels.Options;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class NearestName
{
    /// <summary>
    /// One that begins alike, else the one with the fewest edits, ignoring case; null without candidates.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates) => candidates.MinBy(candidate =>
        (!candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase),
            Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())));

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
