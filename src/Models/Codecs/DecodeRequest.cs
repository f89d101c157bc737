using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Models.Codecs;

/// <summary>What a decoder is to decode.</summary>
/// <param name="Work">What was encoded: for the judge alone, a decoder proper must not look at it.</param>
/// <param name="Edit">What the encoder meant to send: for the judge alone.</param>
/// <param name="Meant">The edited picture as the transmitter keeps it: for the judge alone.</param>
/// <param name="Symbols">Real symbols after equalisation, [512].</param>
/// <param name="NoiseVariance">E|estimate - sent|^2 of each pair of symbols i and i + 256, [256].</param>
/// <param name="SnrDb">The SNR that the receiver measured, dB.</param>
/// <param name="AdapterId">A place in the SNRs, dB, that the codec was made for.</param>
public sealed record DecodeRequest(EncodeRequest Work, EditReport Edit, float[] Meant, float[] Symbols,
    float[] NoiseVariance, double SnrDb, int AdapterId);

/// <summary>A picture's quality, or null where this one item failed.</summary>
/// <param name="Quality">How good the picture is.</param>
/// <param name="Picture">The picture where <see cref="EncodeRequest.KeepsPictures"/> asks for it, else null.</param>
public readonly record struct DecodeResult(PictureQuality? Quality, RgbImage? Picture = null);

/// <summary>How good a received picture is.</summary>
/// <param name="IsEditRight">Whether the judge sees the degree that was asked for; null where no edit was.</param>
/// <param name="LpipsP">Distance to the picture meant (LPIPS-P with the shipped weights); small is good.</param>
/// <param name="PsnrDb">Peak signal-to-noise ratio against the picture meant, dB.</param>
/// <param name="PictureHash">Of the pixels: part of the run's fingerprint.</param>
/// <param name="SeenDegree">The degree that the judge sees, 0 to 5; null where none looks.</param>
public readonly record struct PictureQuality(
    bool? IsEditRight, double LpipsP, double PsnrDb, ulong PictureHash, int? SeenDegree = null);
