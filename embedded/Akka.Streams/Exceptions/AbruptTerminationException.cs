using Akka.Actor;

namespace Akka.Streams;

/// <summary>The actor that ran a part of the stream has gone, for example with its actor system.</summary>
public class AbruptTerminationException(IActorRef actor) : Exception($"Processor actor [{actor}] terminated abruptly")
{
    public readonly IActorRef Actor = actor;
}
