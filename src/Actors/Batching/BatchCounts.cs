namespace EditableDeepSC.Actors;

/// <summary>What a queue has seen so far.</summary>
/// <param name="Added">Items that were let in.</param>
/// <param name="Refused">Items that found it full.</param>
/// <param name="TimedOut">Items that waited longer than the queue allows.</param>
/// <param name="Expired">Items whose own deadline came first.</param>
/// <param name="Served">Items that left in a batch.</param>
/// <param name="Batches">Batches.</param>
/// <param name="WaitedSeconds">How long the served ones waited, summed.</param>
public readonly record struct BatchCounts(
    long Added, long Refused, long TimedOut, long Expired, long Served, long Batches, double WaitedSeconds)
{
    /// <summary>Items a batch, on the average.</summary>
    public double MeanSize => Batches == 0 ? 0 : (double)Served / Batches;
}
