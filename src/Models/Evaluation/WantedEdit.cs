using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>What a transmitter made of a portrait, beside what the sentence's true label asks for.</summary>
/// <param name="Encoding">The transmitter's work.</param>
/// <param name="Expected">
/// a_exp by the true label and the present degrees as the predictor sees them; a sentence that was misread misses it.
/// </param>
internal sealed record WantedEdit(JeccEncoding Encoding, EditTarget Expected)
{
    /// <summary>Whether the portrait is not yet as it is asked for.</summary>
    public bool IsChange => Expected.Direction != 0;
}
