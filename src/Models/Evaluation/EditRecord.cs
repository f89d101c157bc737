namespace EditableDeepSC.Models.Evaluation;

/// <summary>How one edit at the transmitter came out; degrees are the judge's.</summary>
/// <param name="PredictorAgrees">The predictor sees the expected degree.</param>
/// <param name="JudgeOff">How far the judge's degree is from the expected one.</param>
/// <param name="OthersMoved">By how many degrees the other four attributes moved, on the average.</param>
/// <param name="Identity">Cosine of the identity features of the original and the edited picture.</param>
/// <param name="IsNearer">The edited picture is nearer (LPIPS-P) to the true counterfactual than the unedited
/// one.</param>
/// <param name="Iterations">Moves made.</param>
internal readonly record struct EditRecord(bool PredictorAgrees, int JudgeOff, double OthersMoved, double Identity,
    bool IsNearer, int Iterations);
