namespace EditableDeepSC.Actors;

/// <summary>Which worker of a pool, and where it computes.</summary>
/// <param name="Worker">Counted from 0 within its pool.</param>
/// <param name="Device">A device that is there, such as "cpu" or "cuda:0".</param>
public readonly record struct WorkerPlace(int Worker, string Device);
