namespace EditableDeepSC.Actors;

/// <summary>What an encoder understood and did.</summary>
/// <param name="Attribute">The attribute that the request is about; empty where it asks for no edit.</param>
/// <param name="WantedDegree">The degree asked for, 0 to 5.</param>
/// <param name="ReachedDegree">The degree that the attribute predictor sees after the edit.</param>
/// <param name="Steps">Steps taken.</param>
public sealed record EditReport(string Attribute, int WantedDegree, int ReachedDegree, int Steps);
