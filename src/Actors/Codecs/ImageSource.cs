using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>Where a user's picture comes from.</summary>
/// <param name="Folder">A folder of images, or null for drawn portraits.</param>
/// <param name="Seed">The seed of the portraits.</param>
/// <param name="Index">Which portrait, or which image of the folder (modulo their number).</param>
public sealed record ImageSource(string? Folder, Seed Seed, long Index);
