namespace EditableDeepSC.Models.Requests;

/// <summary>A sentence as the reader understands it.</summary>
/// <param name="Text">The sentence as it was given.</param>
/// <param name="Label">What it asks for; None where it is no request about the five attributes.</param>
/// <param name="Confidence">
/// How likely all fields of the best request are right, 0..1; for None, how likely that request would have been.
/// </param>
public sealed record ReadRequest(string Text, RequestLabel Label, double Confidence);
