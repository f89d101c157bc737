using Akka.Actor;
using Akka.Streams.Supervision;

namespace Akka.Streams;

/// <summary>What all streams of a materializer start from; attributes of a graph override it.</summary>
public sealed class ActorMaterializerSettings
{
    public readonly int InitialInputBufferSize;

    /// <summary>Most elements in flight over an asynchronous boundary; 16 unless told otherwise.</summary>
    public readonly int MaxInputBufferSize;

    /// <summary>Name of the dispatcher, or empty for the system's default.</summary>
    public readonly string Dispatcher;

    public readonly Decider SupervisionDecider;

    private ActorMaterializerSettings(int initialBuffer, int maxBuffer, string dispatcher, Decider decider)
    {
        InitialInputBufferSize = initialBuffer;
        MaxInputBufferSize = maxBuffer;
        Dispatcher = dispatcher;
        SupervisionDecider = decider;
    }

    public static ActorMaterializerSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new ActorMaterializerSettings(4, 16, string.Empty, Deciders.StoppingDecider);
    }

    public ActorMaterializerSettings WithInputBuffer(int initialSize, int maxSize) =>
        new(initialSize, maxSize, Dispatcher, SupervisionDecider);

    public ActorMaterializerSettings WithDispatcher(string dispatcher) =>
        new(InitialInputBufferSize, MaxInputBufferSize, dispatcher, SupervisionDecider);

    public ActorMaterializerSettings WithSupervisionStrategy(Decider decider) =>
        new(InitialInputBufferSize, MaxInputBufferSize, Dispatcher, decider);

    internal Attributes ToAttributes()
    {
        var attributes = new Attributes(
            new Attributes.InputBuffer(InitialInputBufferSize, MaxInputBufferSize),
            new ActorAttributes.SupervisionStrategy(SupervisionDecider));
        return Dispatcher.Length == 0 ? attributes : attributes.And(new ActorAttributes.Dispatcher(Dispatcher));
    }
}
