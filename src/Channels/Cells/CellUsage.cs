namespace EditableDeepSC.Channels;

/// <summary>What a user, or the whole cell, has had of the air.</summary>
/// <param name="Transmissions">Transmissions that got the air.</param>
/// <param name="Symbols">Their symbols.</param>
/// <param name="AirSeconds">Time for which they held the air.</param>
/// <param name="WaitedSeconds">Time for which they waited, summed.</param>
/// <param name="LongestWaitSeconds">The longest of these waits.</param>
public readonly record struct CellUsage(
    long Transmissions, long Symbols, double AirSeconds, double WaitedSeconds, double LongestWaitSeconds)
{
    public double MeanWaitSeconds => Transmissions == 0 ? 0 : WaitedSeconds / Transmissions;

    internal CellUsage With(in CellGrant grant) => new(Transmissions + 1, Symbols + grant.Request.SymbolCount,
        AirSeconds + grant.AirSeconds, WaitedSeconds + grant.WaitedSeconds,
        Math.Max(LongestWaitSeconds, grant.WaitedSeconds));
}
