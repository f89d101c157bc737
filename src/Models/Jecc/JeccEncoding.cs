using EditableDeepSC.Models.Requests;

namespace EditableDeepSC.Models.Jecc;

/// <summary>What a transmitter made of a request.</summary>
/// <param name="Symbols">X' of eq. 16: real symbols [k] of unit average power.</param>
/// <param name="Source">The inverted picture's latent vector before the edit, [latent].</param>
/// <param name="Latent">The edited latent vector, for the next turn and for measurements, [latent].</param>
/// <param name="Request">How the sentence was understood.</param>
/// <param name="Target">The degree aimed at; null where nothing was asked.</param>
/// <param name="Before">The degrees that the predictor sees before the edit.</param>
/// <param name="After">The degrees that it sees after.</param>
/// <param name="Iterations">Moves of the edit.</param>
/// <param name="Reason">Why the edit ended.</param>
/// <param name="InversionLoss">J of eq. 8; null where a latent vector was given. Very high for what is no
/// portrait.</param>
public sealed record JeccEncoding(float[] Symbols, float[] Source, float[] Latent, ReadRequest Request,
    EditTarget? Target, IReadOnlyList<int> Before, IReadOnlyList<int> After, int Iterations, MatchingStop Reason,
    double? InversionLoss);
