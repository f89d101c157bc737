namespace Akka.Streams;

/// <summary>Attributes of graphs that run in actors.</summary>
public static class ActorAttributes
{
    /// <summary>Runs the island that carries it on the dispatcher of that name.</summary>
    public static Attributes CreateDispatcher(string dispatcherName) => new(new Dispatcher(dispatcherName));

    /// <summary>What an operator does when a function that the user gave it throws.</summary>
    public static Attributes CreateSupervisionStrategy(Supervision.Decider strategy) =>
        new(new SupervisionStrategy(strategy));

    internal static Supervision.Decider Decider(Attributes attributes) =>
        attributes.GetAttribute<SupervisionStrategy>()?.Decider ?? Supervision.Deciders.StoppingDecider;

    public sealed class Dispatcher(string name) : Attributes.IMandatoryAttribute
    {
        public readonly string Name = name;

        public override string ToString() => $"Dispatcher({Name})";
    }

    public sealed class SupervisionStrategy(Supervision.Decider decider) : Attributes.IMandatoryAttribute
    {
        public readonly Supervision.Decider Decider = decider;

        public override string ToString() => "SupervisionStrategy";
    }
}
