namespace EditableDeepSC.Channels;

/// <summary>How a bit's log-likelihood ratio is taken from the distances to the symbols.</summary>
public enum Demapping
{
    /// <summary>Over all symbols: ln of a sum of exponentials.</summary>
    Exact,
    /// <summary>Over the nearest symbol with a 0 and the nearest with a 1.</summary>
    MaxLog,
}
