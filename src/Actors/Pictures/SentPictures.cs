using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Actors;

/// <summary>The pictures that an encoder had, for image grids.</summary>
/// <param name="Original">What the request refers to: the user's picture, or that of the turn before.</param>
/// <param name="Sent">The edited picture that the receiver should get.</param>
public sealed record SentPictures(RgbImage Original, RgbImage Sent);
