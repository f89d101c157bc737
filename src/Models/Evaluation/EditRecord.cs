namespace EditableDeepSC.Models.Evaluation;

/// <summary>How one edit at the transmitter came out; degrees are the judge's unless said otherwise.</summary>
/// <param name="PredictorAgrees">The predictor sees the expected degree.</param>
/// <param name="JudgeOff">How far the judge's degree is from the expected one.</param>
/// <param name="OffAfterUnitMove">The same after one move of M's length instead of iterations.</param>
/// <param name="OffAfterWholeMove">The same after one move as many times M's as there are degrees to go.</param>
/// <param name="OthersMoved">By how many degrees the other four attributes moved, on the average.</param>
/// <param name="Identity">Cosine of the identity features before and after the edit, the two images of eq. 13.</param>
/// <param name="IdentityToOriginal">The same of the original and the edited picture: the inversion's loss too.</param>
/// <param name="IsNearer">
/// The edited picture is nearer (LPIPS-P) to the true counterfactual than the unedited one.
/// </param>
/// <param name="Iterations">Moves made.</param>
internal readonly record struct EditRecord(bool PredictorAgrees, int JudgeOff, int OffAfterUnitMove,
    int OffAfterWholeMove, double OthersMoved, double Identity, double IdentityToOriginal, bool IsNearer,
    int Iterations);
