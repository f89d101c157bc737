namespace EditableDeepSC.Channels;

/// <summary>What one transmission really had, fading included, measured over its symbols.</summary>
/// <param name="SnrDb">Received signal power over thermal noise power, dB.</param>
/// <param name="SinrDb">Received signal power over the power of noise and interference together, dB.</param>
public readonly record struct MeasuredSnr(double SnrDb, double SinrDb);
