namespace EditableDeepSC.Channels;

/// <summary>A transmission that waits for the air.</summary>
/// <param name="User">Who sends.</param>
/// <param name="Transmission">What is sent.</param>
/// <param name="SymbolCount">Complex symbols on the air, pilots and guard included; at least 1.</param>
/// <param name="SnrDb">The user's SNR as the scheduler knows it, dB; it matters to proportional fairness only.</param>
public readonly record struct CellRequest(UserId User, TransmissionId Transmission, int SymbolCount, double SnrDb);
