namespace Akka.Actor;

/// <summary>A message that may not be sent.</summary>
public class InvalidMessageException : AkkaException
{
    public InvalidMessageException(string message)
        : base(message)
    {
    }
}
