using System.Diagnostics.CodeAnalysis;
using EditableDeepSC.Models.Faces;
using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Training;

/// <summary>The judge: a predictor of another architecture that only measures, of portraits of both
/// styles, or of a part of a user's faces that nothing else is trained on.</summary>
internal sealed class JudgeTask : PredictorTask
{
    public JudgeTask(TrainingOptions options) : base(options, "judge", AttributePredictorOptions.Judge,
        options.Faces is null ? OfBothStyles(options) : DegreeSource.OfFaces(options, FaceSplit.Measuring))
    {
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The training disposes it.")]
    private static DegreeSource OfBothStyles(TrainingOptions options)
    {
        var pool = new TwoStylePool(options.Portraits);
        return new(pool, now => DegreeSource.DegreesOf(pool.Take(now, DegreeSource.Batch, options.Seed, options.Device)),
            TwoStylePool.Description + ", half of them with whole degrees, the others with degrees between two labels, "
            + "taught as both in proportion");
    }
}
