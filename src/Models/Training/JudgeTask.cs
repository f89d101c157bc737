using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Training;

/// <summary>The judge: a predictor of another architecture that only measures, of portraits of both styles.</summary>
internal sealed class JudgeTask : PredictorTask
{
    public JudgeTask(TrainingOptions options)
        : this(options, new TwoStylePool(options.Portraits))
    {
    }

    private JudgeTask(TrainingOptions options, TwoStylePool pool)
        : base(options, "judge", AttributePredictorOptions.Judge, pool,
            now => pool.Take(now, Batch, options.Seed, options.Device), TwoStylePool.Description)
    {
    }
}
