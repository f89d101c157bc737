namespace EditableDeepSC.Actors;

/// <summary>How a threshold came out.</summary>
/// <param name="Text">The threshold as written.</param>
/// <param name="Value">What was measured, in the unit as written; null without a single value.</param>
/// <param name="Unit">That unit.</param>
/// <param name="Count">Over how many values.</param>
/// <param name="IsPassed">Whether it holds; without a value it does not.</param>
public sealed record ThresholdResult(string Text, double? Value, string Unit, long Count, bool IsPassed);
