namespace EditableDeepSC.Actors;

/// <summary>What an encoder made of a request.</summary>
/// <param name="Symbols">Real symbols, [512]; the link normalises their power.</param>
/// <param name="Header">What is sent along as bits, without errors; the adapter's id is always sent.</param>
/// <param name="Edit">What was understood and done.</param>
/// <param name="Latent">The edited picture as the transmitter keeps it for the next turn.</param>
public sealed record Encoding(float[] Symbols, ReadOnlyMemory<byte> Header, EditReport Edit, float[] Latent)
{
    /// <summary>Set where <see cref="EncodeRequest.KeepsPictures"/> asks for it and the codec has pictures.</summary>
    public SentPictures? Pictures { get; init; }
}
