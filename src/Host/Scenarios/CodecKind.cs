namespace EditableDeepSC.Host;

/// <summary>Which models encode and decode.</summary>
internal enum CodecKind
{
    /// <summary>No networks: keyed symbols, and a quality that follows from their errors.</summary>
    Stub,

    /// <summary>The learned codec with the shipped weights.</summary>
    Jecc,
}
