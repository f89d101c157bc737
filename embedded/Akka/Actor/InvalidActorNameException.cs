namespace Akka.Actor;

/// <summary>A name that is taken, empty or has a symbol that a path may not have.</summary>
public class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message)
        : base(message)
    {
    }
}
