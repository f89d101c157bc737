using EditableDeepSC.Channels.Images;

namespace EditableDeepSC.Actors;

/// <summary>A picture's quality, or null where this one item failed.</summary>
/// <param name="Quality">How good the picture is.</param>
/// <param name="Picture">The picture where the codec keeps it, for image grids.</param>
public readonly record struct DecodeResult(PictureQuality? Quality, RgbImage? Picture = null);
