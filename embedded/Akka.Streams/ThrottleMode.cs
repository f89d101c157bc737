namespace Akka.Streams;

public enum ThrottleMode
{
    /// <summary>Delays elements to keep to the rate.</summary>
    Shaping,

    /// <summary>Fails the stream when elements come faster than the rate.</summary>
    Enforcing,
}
