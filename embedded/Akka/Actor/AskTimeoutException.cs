namespace Akka.Actor;

/// <summary>An Ask got no answer in time.</summary>
public class AskTimeoutException : AkkaException
{
    public AskTimeoutException(string message)
        : base(message)
    {
    }
}
