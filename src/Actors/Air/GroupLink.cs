using System.Collections.Concurrent;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;
using EditableDeepSC.Channels.SnrProcesses;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Air;

/// <summary>The links of a group: one channel for all, as chance is keyed by the user, and spare memory.</summary>
internal sealed class GroupLink(IChannel channel, ISnrProcess snr, ReceiverOptions receiver)
{
    private readonly ConcurrentBag<Transmission> spare = [];

    public ISnrProcess Snr { get; } = snr;

    public Transmission Rent() => spare.TryTake(out var transmission) ? transmission : new(channel, receiver);

    public void Return(Transmission transmission) => spare.Add(transmission);
}
