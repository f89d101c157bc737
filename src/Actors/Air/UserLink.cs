using System.Collections.Concurrent;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Actors.Air;

/// <summary>The links of a group: one channel for all, as chance is keyed by the user, and spare memory.</summary>
internal sealed class UserLink(IChannel channel, ISnrProcess snr, ReceiverOptions receiver)
{
    private readonly ConcurrentBag<Link> spare = [];

    public ISnrProcess Snr { get; } = snr;

    public Link Rent() => spare.TryTake(out var link) ? link : new Link(channel, receiver);

    public void Return(Link link) => spare.Add(link);
}
