namespace EditableDeepSC.Actors;

/// <summary>A threshold that cannot be read; the message says what to write.</summary>
public sealed class ThresholdException(string message) : Exception(message);
