namespace EditableDeepSC.Actors;

/// <summary>What a run has of a quantity: how many, their mean, and how they are spread where that is known.</summary>
internal readonly record struct MetricValues(long Count, double Mean, Histogram? Spread);
