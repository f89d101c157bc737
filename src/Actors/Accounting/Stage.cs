namespace EditableDeepSC.Actors;

/// <summary>How far a transmission has come.</summary>
public enum Stage
{
    Submitted,
    Encoding,
    Encoded,
    Sent,
    Decoding,
    Ended,
}
