namespace Akka.Streams;

/// <summary>What became of an element that was offered to a queue.</summary>
public interface IQueueOfferResult;
