namespace EditableDeepSC.Actors;

/// <summary>An item of a batch and how long it waited.</summary>
public readonly record struct BatchItem<T>(T Item, double WaitedSeconds);
