namespace Akka.Actor;

/// <summary>The stash of one actor.</summary>
internal sealed class ActorStash(ActorCell cell) : IStash
{
    private readonly List<Envelope> _envelopes = [];
    private bool _hasCurrent;

    public int Count => _envelopes.Count;

    public bool IsEmpty => _envelopes.Count == 0;

    public bool NonEmpty => !IsEmpty;

    public void Stash()
    {
        var message = cell.CurrentMessage;
        if (_hasCurrent)
        {
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        }

        _hasCurrent = true;
        _envelopes.Add(new Envelope(message, cell.Sender));
    }

    public void BeforeMessage() => _hasCurrent = false;

    public void Unstash()
    {
        if (NonEmpty)
        {
            var oldest = _envelopes[0];
            _envelopes.RemoveAt(0);
            GiveBack([oldest]);
        }
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate) => GiveBack([.. ClearStash().Where(predicate)]);

    public IEnumerable<Envelope> ClearStash()
    {
        var envelopes = _envelopes.ToArray();
        _envelopes.Clear();
        return envelopes;
    }

    private void GiveBack(Envelope[] envelopes)
    {
        foreach (var envelope in envelopes)
        {
            if (envelope.Message is Terminated terminated)
            {
                cell.DeathWatch.Announce(terminated);
            }
        }

        cell.Mailbox.Prepend(envelopes);
    }
}
