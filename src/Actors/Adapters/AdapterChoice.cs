namespace EditableDeepSC.Actors;

/// <summary>The adapter of one transmission.</summary>
/// <param name="AdapterId">Index into <see cref="AdapterOptions.SnrsDb"/>.</param>
/// <param name="EstimatedSnrDb">The SNR it was chosen for, dB.</param>
/// <param name="IsSwitch">Whether the transmission before had another one.</param>
public readonly record struct AdapterChoice(int AdapterId, double EstimatedSnrDb, bool IsSwitch);
