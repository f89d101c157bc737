namespace EditableDeepSC.Models.Requests;

/// <summary>A sentence, what it means, and the template ("file rule line") that it was made from.</summary>
public sealed record LabelledRequest(string Text, RequestLabel Label, string Template);
