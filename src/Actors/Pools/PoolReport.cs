namespace EditableDeepSC.Actors;

/// <summary>What a pool has done.</summary>
/// <param name="Batches">Its queue and batches.</param>
/// <param name="Restarts">Workers that crashed and began anew.</param>
/// <param name="Adapters">What the banks of all its workers have done.</param>
public sealed record PoolReport(BatchCounts Batches, int Restarts, AdapterBankCounts Adapters);
