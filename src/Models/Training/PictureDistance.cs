namespace EditableDeepSC.Models.Training;

/// <summary>
/// Measures a generator from time to time for the run folder. Nothing in a training reads what it says, nor what it is
/// made of: whoever starts the training hands it in.
/// </summary>
public abstract class PictureDistance
{
    /// <summary>Pictures of either side.</summary>
    public const int Count = 1000;

    /// <summary>
    /// Distances by name of made pictures to real ones, each asked for by batches [N, 3, S, S] until there are as many
    /// as
    /// <see cref="Count"/>. The real ones are the same at each call.
    /// </summary>
    public abstract IReadOnlyList<(string Name, double Value)> Measure(
        Func<IEnumerable<Tensor>> real, IEnumerable<Tensor> made);
}
