namespace EditableDeepSC.Channels;

/// <summary>How bits came over a <see cref="BitPath"/>.</summary>
/// <param name="Decoding">How decoding ended.</param>
/// <param name="Link">Symbols used and the SNR they really had.</param>
public readonly record struct BitReception(Decoding Decoding, LinkReport Link);
