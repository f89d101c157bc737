using System.CommandLine.Parsing;

namespace EditableDeepSC.Host;

/// <summary>Command lines for people to paste.</summary>
internal static class Shell
{
    /// <summary>The command that a parsed one can be repeated with.</summary>
    /// <param name="parsed">What was given.</param>
    /// <param name="leftOut">Options that name results, which a repetition has elsewhere.</param>
    public static string Line(ParseResult parsed, params Option[] leftOut)
    {
        var words = new List<string> { "./eds" };
        for (var of = parsed.CommandResult; of.Parent is CommandResult above; of = above)
            words.Insert(1, of.Command.Name);    // the root is the program itself
        foreach (var part in parsed.CommandResult.Children)
        {
            if (part is ArgumentResult) words.AddRange(part.Tokens.Select(token => Quoted(token.Value)));
            if (part is not OptionResult { Implicit: false } given || leftOut.Contains(given.Option)) continue;
            if (given.Tokens.Count == 0) words.Add(given.Option.Name);
            words.AddRange(given.Tokens.Select(token => $"{given.Option.Name}={Quoted(token.Value)}"));
        }
        return string.Join(' ', words);
    }

    /// <summary>A word as a POSIX shell takes it literally.</summary>
    public static string Quoted(string word) => word.Length > 0 && word.All(IsPlain)
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || "_./:,=+-@%".Contains(letter);
}
