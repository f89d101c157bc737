namespace Akka.Streams;

/// <summary>The stream ended without the element that was asked for.</summary>
public class NoSuchElementException(string message) : Exception(message);
