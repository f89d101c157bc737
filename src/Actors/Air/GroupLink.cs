using System.Collections.Concurrent;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Receivers;
using EditableDeepSC.Channels.SnrProcesses;
using EditableDeepSC.Models.Codecs;

namespace EditableDeepSC.Actors.Air;

/// <summary>The links of a group: one channel for all, as chance is keyed by the user, and spare memory.</summary>
/// <param name="channel">What the air does.</param>
/// <param name="snr">SNR over time, where there is one cell.</param>
/// <param name="receiver">How symbols are received.</param>
/// <param name="map">Where there are several cells: the SNR of each.</param>
internal sealed class GroupLink(IChannel channel, ISnrProcess snr, ReceiverOptions receiver, CellMap? map = null)
{
    private readonly ConcurrentBag<Transmission> spare = [];
    private int? overheadSymbols;

    public ISnrProcess Snr { get; } = snr;

    public CellMap? Map { get; } = map;

    /// <summary>The SNR of those whom a cell serves.</summary>
    public ISnrProcess SnrOf(int cell) => Map?.Cells[cell] ?? Snr;

    /// <summary>
    /// Pilots, and the wait for the last echo: the format of a frame, fixed by a first use of the channel before anything
    /// is sent.
    /// </summary>
    public int OverheadSymbols(in ChannelUse first) => overheadSymbols ??= Draw(first);

    public Transmission Rent() => spare.TryTake(out var transmission) ? transmission : new(channel, receiver);

    public void Return(Transmission transmission) => spare.Add(transmission);

    private int Draw(in ChannelUse first)
    {
        try
        {
            return new Transmission(channel, receiver).OverheadSymbols(first);
        }
        catch (Exception) // a channel that throws fails each transmission when it is sent, see LinkActor
        {
            return 0;
        }
    }
}
