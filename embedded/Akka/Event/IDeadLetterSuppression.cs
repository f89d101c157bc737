namespace Akka.Event;

/// <summary>A message whose loss is no news: it is published as <see cref="SuppressedDeadLetter"/>.</summary>
public interface IDeadLetterSuppression;
