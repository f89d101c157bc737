using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Codecs;

/// <summary>What an encoder is to encode.</summary>
/// <param name="Id">Keys all chance of the work.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Image">The picture; used in a first turn.</param>
/// <param name="Text">What is to be changed.</param>
/// <param name="Latent">The picture of the turn before as the encoder returned it, or null in a first turn.</param>
/// <param name="AdapterId">A place in the SNRs, dB, that the codec was made for.</param>
public sealed record EncodeRequest(
    TransmissionId Id, UserId User, ImageSource Image, string Text, float[]? Latent, int AdapterId)
{
    /// <summary>
    /// Whether encoder and decoder shall hand out their pictures. The simulator asks for few of them; a codec keeps no
    /// picture that it is not asked for.
    /// </summary>
    public bool KeepsPictures { get; init; }
}

/// <summary>Where a user's picture comes from.</summary>
/// <param name="Folder">A folder of images, or null for drawn portraits.</param>
/// <param name="Seed">The seed of the portraits.</param>
/// <param name="Index">Which portrait, or which image of the folder (modulo their number).</param>
public sealed record ImageSource(string? Folder, Seed Seed, long Index);

/// <summary>An encoding, or null where this one item failed: a bad item never sinks its batch mates.</summary>
public readonly record struct EncodeResult(Encoding? Encoding);

/// <summary>What an encoder made of a request.</summary>
/// <param name="Symbols">Real symbols, [512]; the link normalises their power.</param>
/// <param name="Edit">What was understood and done.</param>
/// <param name="Latent">The edited picture as the transmitter keeps it for the next turn.</param>
public sealed record Encoding(float[] Symbols, EditReport Edit, float[] Latent)
{
    /// <summary>Set where <see cref="EncodeRequest.KeepsPictures"/> asks for it and the codec has pictures.</summary>
    public SentPictures? Pictures { get; init; }
}

/// <summary>What an encoder understood and did.</summary>
/// <param name="Attribute">The attribute that the request is about; empty where it asks for no edit.</param>
/// <param name="WantedDegree">The degree asked for, 0 to 5.</param>
/// <param name="ReachedDegree">The degree that the attribute predictor sees after the edit.</param>
/// <param name="Steps">Steps taken.</param>
public sealed record EditReport(string Attribute, int WantedDegree, int ReachedDegree, int Steps);

/// <summary>The pictures that an encoder had, for image grids.</summary>
/// <param name="Original">What the request refers to: the user's picture, or that of the turn before.</param>
/// <param name="Sent">The edited picture that the receiver should get.</param>
public sealed record SentPictures(RgbImage Original, RgbImage Sent);
