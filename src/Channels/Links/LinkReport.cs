namespace EditableDeepSC.Channels;

/// <summary>What one transmission got.</summary>
/// <param name="RequestedSnrDb">The SNR asked for, on the average over fading, dB.</param>
/// <param name="MeasuredSnrDb">Received signal power over thermal noise power of this transmission, dB.</param>
/// <param name="MeasuredSinrDb">The same with interference counted as noise, dB.</param>
/// <param name="SymbolCount">Complex symbols of payload.</param>
/// <param name="OverheadSymbols">Pilots, and the wait for the last echo; air time is for both.</param>
/// <param name="ErasedCount">Symbols that got lost.</param>
public readonly record struct LinkReport(double RequestedSnrDb, double MeasuredSnrDb, double MeasuredSinrDb,
    int SymbolCount, int OverheadSymbols, int ErasedCount);
