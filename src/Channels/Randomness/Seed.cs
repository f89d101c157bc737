namespace EditableDeepSC.Channels;

/// <summary>The number that a whole run is drawn from: the same seed gives the same fades, noise and choices.</summary>
public readonly record struct Seed(ulong Value);
