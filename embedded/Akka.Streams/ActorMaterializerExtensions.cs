using Akka.Actor;

namespace Akka.Streams;

public static class ActorMaterializerExtensions
{
    /// <summary>Creates a materializer whose streams live no longer than <paramref name="context"/>.</summary>
    public static ActorMaterializer Materializer(
        this IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null) =>
        ActorMaterializer.Create(context, settings, namePrefix);
}
