namespace EditableDeepSC.Models.Requests.Templates;

/// <summary>One alternative of a rule.</summary>
/// <param name="Name">File, rule and line: tells templates apart.</param>
/// <param name="IsRare">Whether its words stay out of the vocabulary: they stand for any unknown ones.</param>
/// <param name="HeldOut">Whether training must not see it.</param>
/// <param name="Phrases">Its content.</param>
internal sealed record Template(string Name, bool IsRare, bool HeldOut, IReadOnlyList<Phrase> Phrases);
