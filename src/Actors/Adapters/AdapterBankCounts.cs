namespace EditableDeepSC.Actors;

/// <summary>What a bank has done so far.</summary>
/// <param name="Hits">Adapters that were there.</param>
/// <param name="Loads">Adapters that had to be loaded.</param>
/// <param name="Evictions">Adapters that made room.</param>
/// <param name="LoadSeconds">Time that loading took.</param>
public readonly record struct AdapterBankCounts(long Hits, long Loads, long Evictions, double LoadSeconds);
