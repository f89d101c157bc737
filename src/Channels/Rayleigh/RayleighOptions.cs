namespace EditableDeepSC.Channels;

/// <summary>Rayleigh fading: no line of sight, |h| Rayleigh distributed with mean square 1.</summary>
public sealed record RayleighOptions
{
    /// <summary>Symbols that share one gain, counted from the start of a transmission; 0 means all of it.</summary>
    public int BlockSymbols { get; init; } = 1;
}
