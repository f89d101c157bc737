using Akka.Actor;

namespace Akka.Streams.Islands;

/// <summary>The actor behind an island, and behind those that its stages materialize while they run.</summary>
internal sealed class IslandActor : ActorBase
{
    private readonly List<Island> _islands = [];
    private readonly IslandMaterializer _materializer;

    public IslandActor(Island root, IslandMaterializer materializer)
    {
        _materializer = materializer;
        _islands.Add(root);
        root.SubFusing = new SubFusingMaterializer(materializer, this);
    }

    /// <summary>Takes in an island that starts with the next message; called from this actor's own stages.</summary>
    internal void Adopt(Island island)
    {
        _islands.Add(island);
        island.Host = Self;
        island.SubFusing = new SubFusingMaterializer(_materializer, this);
        island.Post(new StartEvent(island));
    }

    protected override bool Receive(object message)
    {
        if (message is not IslandEvent signal)
            return false;
        signal.Island.Handle(signal);
        if (signal.Island.IsDone && _islands.Remove(signal.Island) && _islands.Count == 0)
            Context.Stop(Self);
        return true;
    }

    protected override void PostStop()
    {
        foreach (var island in _islands)
            island.Abort();
    }
}
