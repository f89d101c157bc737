namespace EditableDeepSC.Actors;

/// <summary>A batch for a worker.</summary>
internal sealed record Assignment<T>(int Worker, long Number, IReadOnlyList<BatchItem<T>> Items);
