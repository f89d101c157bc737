namespace EditableDeepSC.Models.Weights;

/// <summary>One way in which a weights folder differs from its manifest.</summary>
public sealed record WeightsProblem(string File, WeightsErrorReason Reason, string Message);
