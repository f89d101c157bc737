namespace EditableDeepSC.Actors;

/// <summary>What goes wrong with one batch.</summary>
internal readonly record struct BatchFaults(bool CrashBefore, bool CrashDuring, bool CrashAfter, double SlowMs);
