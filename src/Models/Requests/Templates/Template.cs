namespace EditableDeepSC.Models.Requests.Templates;

/// <summary>One alternative of a rule.</summary>
/// <param name="Name">File, rule and line: tells templates apart.</param>
/// <param name="HeldOut">Whether training must not see it.</param>
/// <param name="Phrases">Its content.</param>
internal sealed record Template(string Name, bool HeldOut, IReadOnlyList<Phrase> Phrases);
