namespace EditableDeepSC.Channels;

/// <summary>How the receiver undoes the channel.</summary>
public enum EqualiserKind
{
    /// <summary>Inverts the channel, whatever that does to the noise.</summary>
    ZeroForcing,

    /// <summary>
    /// Linear estimate of least mean square error: what a semantic decoder wants. It shrinks weak symbols.
    /// </summary>
    Mmse,

    /// <summary>The same, scaled back so that it does not shrink: what a soft demapper wants.</summary>
    MmseUnbiased,
}
