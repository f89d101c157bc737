namespace Akka.Streams;

/// <summary>A GroupBy met more keys than it may have open.</summary>
public class TooManySubstreamsOpenException() : InvalidOperationException(
    "Cannot open a new substream as there are too many substreams open");
