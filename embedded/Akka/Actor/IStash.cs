namespace Akka.Actor;

/// <summary>Messages that an actor put aside; they come back before all others, in the order of arrival.</summary>
public interface IStash
{
    int Count { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    /// <summary>Puts the current message aside.</summary>
    void Stash();

    /// <summary>Brings the oldest message back.</summary>
    void Unstash();

    void UnstashAll();

    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash and returns what was in it.</summary>
    IEnumerable<Envelope> ClearStash();
}
