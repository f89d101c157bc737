namespace EditableDeepSC.Actors;

/// <summary>What a decoder is to decode.</summary>
/// <param name="Work">What was encoded: for the judge alone, a decoder proper must not look at it.</param>
/// <param name="Edit">What the encoder meant to send: for the judge alone.</param>
/// <param name="Meant">The edited picture as the transmitter keeps it: for the judge alone.</param>
/// <param name="Symbols">Real symbols after equalisation, [512].</param>
/// <param name="NoiseVariance">E|estimate - sent|^2 of each pair of symbols i and i + 256, [256].</param>
/// <param name="SnrDb">The SNR that the receiver measured, dB.</param>
/// <param name="AdapterId">Index into <see cref="AdapterOptions.SnrsDb"/>.</param>
public sealed record DecodeRequest(EncodeRequest Work, EditReport Edit, float[] Meant, float[] Symbols,
    float[] NoiseVariance, double SnrDb, int AdapterId);
