using EditableDeepSC.Models.Portraits;
using EditableDeepSC.Models.Requests.Grammar;

namespace EditableDeepSC.Models.Evaluation;

/// <summary>Which portraits and which held-out sentences are measured on.</summary>
public sealed record EvaluationData(PortraitSet Portraits, RequestUse Sentences)
{
    /// <summary>For every day.</summary>
    public static EvaluationData Development { get; } = new(PortraitSets.Development, RequestUse.Development);

    /// <summary>For the figures that are published; nothing is chosen or tuned by them.</summary>
    public static EvaluationData Final { get; } = new(PortraitSets.Evaluation, RequestUse.Evaluation);
}
