using Akka.Util;

namespace Akka.Streams;

/// <summary>The way out of a stream for elements on request; any thread may use it, one pull at a time.</summary>
public interface ISinkQueue<T>
{
    /// <summary>The next element, or none after the last.</summary>
    Task<Option<T>> PullAsync();
}
