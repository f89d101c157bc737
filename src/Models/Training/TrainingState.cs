namespace EditableDeepSC.Models.Training;

/// <summary>How far a training is: what a checkpoint knows beside the tensors.</summary>
public sealed record TrainingState(long Step, double Seconds, long Items)
{
    public static TrainingState Start { get; } = new(0, 0, 0);
}
