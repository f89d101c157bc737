using Akka.Actor;

namespace Akka.Streams;

public static class ActorMaterializerExtensions
{
    /// <summary>
    /// The materializer of a system, or a new one if settings or a name are given or the context is an actor. Its
    /// streams live no longer than <paramref name="context"/>.
    /// </summary>
    public static ActorMaterializer Materializer(
        this IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null) =>
        ActorMaterializer.Create(context, settings, namePrefix);
}
