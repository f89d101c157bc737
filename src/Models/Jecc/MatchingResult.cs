using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>What an edit came to; <see cref="Z"/> is the caller's.</summary>
/// <param name="Slot">The slot that is free again.</param>
/// <param name="Z">The edited latent vector [latent], of unit power.</param>
/// <param name="Target">What was aimed at; null where nothing was asked.</param>
/// <param name="Before">The degrees 0..5 that the predictor sees in G(z) before, one an attribute.</param>
/// <param name="After">The same of the edited vector.</param>
/// <param name="Iterations">Moves made.</param>
/// <param name="Reason">Why it ended.</param>
public sealed record MatchingResult(int Slot, Tensor Z, EditTarget? Target, IReadOnlyList<int> Before,
    IReadOnlyList<int> After, int Iterations, MatchingStop Reason);
