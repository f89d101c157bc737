namespace Akka.Streams;

/// <summary>The way into a stream for elements from outside of it; any thread may use it.</summary>
public interface ISourceQueue<in T>
{
    /// <summary>
    /// Offers an element. Under <see cref="OverflowStrategy.Backpressure"/> the task ends when there is room; at most
    /// one offer may wait. It fails with <see cref="StreamDetachedException"/> once the stream has ended.
    /// </summary>
    Task<IQueueOfferResult> OfferAsync(T element);

    /// <summary>Ends when the stream does: well also if the downstream cancelled.</summary>
    Task WatchCompletionAsync();
}
