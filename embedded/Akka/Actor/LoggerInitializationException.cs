namespace Akka.Actor;

/// <summary>A logger from the configuration could not be started.</summary>
public class LoggerInitializationException : AkkaException
{
    public LoggerInitializationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
