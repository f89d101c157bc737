namespace EditableDeepSC.Actors;

/// <summary>An encoding, or null where this one item failed: a bad item never sinks its batch mates.</summary>
public readonly record struct EncodeResult(Encoding? Encoding);
