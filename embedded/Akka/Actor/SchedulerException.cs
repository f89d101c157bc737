namespace Akka.Actor;

/// <summary>Work given to a scheduler that has stopped.</summary>
public class SchedulerException : AkkaException
{
    public SchedulerException(string message)
        : base(message)
    {
    }
}
