using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>What an encoder is to encode.</summary>
/// <param name="Id">Keys all chance of the work.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Image">The picture; used in a first turn.</param>
/// <param name="Text">What is to be changed.</param>
/// <param name="Latent">The picture of the turn before as the encoder returned it, or null in a first turn.</param>
/// <param name="AdapterId">Index into <see cref="AdapterOptions.SnrsDb"/>.</param>
public sealed record EncodeRequest(
    TransmissionId Id, UserId User, ImageSource Image, string Text, float[]? Latent, int AdapterId)
{
    /// <summary>
    /// Whether encoder and decoder shall hand out their pictures. The simulator asks for few of them; a codec keeps no
    /// picture that it is not asked for.
    /// </summary>
    public bool KeepsPictures { get; init; }
}
