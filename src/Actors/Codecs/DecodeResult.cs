using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Actors;

/// <summary>A picture's quality, or null where this one item failed.</summary>
/// <param name="Quality">How good the picture is.</param>
/// <param name="Picture">The picture where <see cref="EncodeRequest.KeepsPictures"/> asks for it, else null.</param>
public readonly record struct DecodeResult(PictureQuality? Quality, RgbImage? Picture = null);
