using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Training;

/// <summary>The judge: a predictor of another architecture that only measures, of portraits of both styles.</summary>
internal sealed class JudgeTask : PredictorTask
{
    private const int Photos = 15_000;

    public JudgeTask(TrainingOptions options)
        : this(options, new TwoStylePool(options.Portraits, PortraitSets.JudgeTraining, Photos))
    {
    }

    private JudgeTask(TrainingOptions options, TwoStylePool pool)
        : base(options, "judge", AttributePredictorOptions.Judge, pool,
            now => pool.Take(now, Batch, options.Seed, options.Device), pool.Description)
    {
    }
}
