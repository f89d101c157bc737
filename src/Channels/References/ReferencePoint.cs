namespace EditableDeepSC.Channels;

/// <summary>A published error rate.</summary>
/// <param name="EbN0Db">Eb/N0 in dB, Eb the energy of an information bit.</param>
/// <param name="Rate">The error rate there.</param>
public readonly record struct ReferencePoint(double EbN0Db, double Rate);
