using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>What is to be edited and sent.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Image">The picture [3, S, S] in -1..1, the caller's; null where a latent vector goes on from an
/// edit.</param>
/// <param name="Latent">The latent vector of the turn before, [latent]; null where there is a picture.</param>
/// <param name="AdapterId">A place in <see cref="AdapterSet.SnrsDb"/>.</param>
/// <param name="Number">Keys the random start where the inversion takes one.</param>
public sealed record JeccRequest(string Text, Tensor? Image, float[]? Latent, int AdapterId, long Number = 0);
