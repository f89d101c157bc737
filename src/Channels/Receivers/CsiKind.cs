namespace EditableDeepSC.Channels;

/// <summary>How the receiver learns the channel (channel state information).</summary>
public enum CsiKind
{
    /// <summary>It knows the gains and taps exactly, phase noise excepted.</summary>
    Perfect,

    /// <summary>It estimates them from noisy pilots.</summary>
    Pilots,
}
