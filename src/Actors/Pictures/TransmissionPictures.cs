using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Actors;

/// <summary>The pictures of one delivered transmission, for image grids.</summary>
/// <param name="Original">What the request refers to.</param>
/// <param name="Sent">The edited picture that the receiver should get.</param>
/// <param name="Received">What it got.</param>
public sealed record TransmissionPictures(RgbImage Original, RgbImage Sent, RgbImage Received);
