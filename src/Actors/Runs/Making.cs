using Akka.Actor;

namespace EditableDeepSC.Actors.Runs;

/// <summary>
/// Actors made by a delegate: a run starts hundreds of thousands, and an expression each, as <c>Props.Create</c> takes it,
/// costs a quarter of a millisecond to look at.
/// </summary>
internal static class Making
{
    /// <summary>Makes the actor anew at each restart.</summary>
    public static Props Of<T>(Func<T> make) where T : ActorBase => Props.CreateBy(new Producer<T>(make));

    private sealed class Producer<T>(Func<T> make) : IIndirectActorProducer where T : ActorBase
    {
        public Type ActorType => typeof(T);

        public ActorBase Produce() => make();

        public void Release(ActorBase actor)
        {
        }
    }

    /// <summary>A type as a configuration names it.</summary>
    public static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
