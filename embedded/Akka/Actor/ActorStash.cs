namespace Akka.Actor;

/// <summary>The stash of one actor.</summary>
internal sealed class ActorStash(ActorCell cell) : IStash
{
    private readonly List<Envelope> _envelopes = [];
    private object? _last;

    public int Count => _envelopes.Count;

    public bool IsEmpty => _envelopes.Count == 0;

    public bool NonEmpty => !IsEmpty;

    public void Stash()
    {
        var message = cell.CurrentMessage;
        if (NonEmpty && ReferenceEquals(_last, message) && _envelopes[^1].Sender.Equals(cell.Sender))
        {
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        }

        _last = message;
        _envelopes.Add(new Envelope(message, cell.Sender));
    }

    public void Unstash()
    {
        if (NonEmpty)
        {
            var oldest = _envelopes[0];
            _envelopes.RemoveAt(0);
            cell.Mailbox.Prepend([oldest]);
        }
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate) => cell.Mailbox.Prepend(ClearStash().Where(predicate));

    public IEnumerable<Envelope> ClearStash()
    {
        var envelopes = _envelopes.ToArray();
        _envelopes.Clear();
        return envelopes;
    }
}
