using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Air;

/// <summary>
/// Frames that wait for the air of a cell and the one that is on it. It owns no clock; what has been sent, or has
/// missed its deadline, comes out of <see cref="Advance"/>.
/// </summary>
internal sealed class AirQueue(CellOptions options, int complexSymbols)
{
    private readonly Cell cell = new(options);
    private readonly Dictionary<TransmissionId, Journey> waiting = [];
    private readonly PriorityQueue<TransmissionId, double> deadlines = new();
    private CellGrant? onAir;
    private Journey? sending;

    public int WaitingCount => cell.WaitingCount;

    public bool HasRoom => cell.WaitingCount < options.QueueLimit;

    public bool IsEmpty => cell.WaitingCount == 0 && sending is null;

    /// <summary>When the frame on the air ends, or the first deadline; infinite when nothing waits.</summary>
    public double NextEventSeconds => Math.Min(onAir?.EndSeconds ?? double.PositiveInfinity,
        deadlines.TryPeek(out _, out var deadline) ? deadline : double.PositiveInfinity);

    /// <summary>Lets a frame wait; there must be room.</summary>
    public void Add(Journey journey, double snrDb, double nowSeconds)
    {
        // Real symbols go in pairs, one complex symbol for two.
        if (!cell.TryEnqueue(new CellRequest(journey.Request.User, journey.Id, complexSymbols, snrDb), nowSeconds))
            throw new InvalidOperationException("A frame came while there was no room.");
        waiting.Add(journey.Id, journey);
        if (double.IsFinite(journey.DeadlineSeconds)) deadlines.Enqueue(journey.Id, journey.DeadlineSeconds);
    }

    /// <summary>Moves on to a time; adds what is done with the air by then, in order.</summary>
    public void Advance(double nowSeconds, Queue<Journey> done)
    {
        Withdraw(nowSeconds, done);
        while (true)
        {
            if (onAir is { } grant && sending is { } journey)
            {
                if (grant.EndSeconds > nowSeconds) return;
                done.Enqueue(Sent(journey, grant));
                (onAir, sending) = (null, null);
            }
            if (!cell.TryStart(nowSeconds, out var next)) return;
            waiting.Remove(next.Request.Transmission, out sending);
            onAir = next;
        }
    }

    /// <summary>Fails all that wait, at the end of a run.</summary>
    public void GiveUp(Queue<Journey> done)
    {
        foreach (var (id, journey) in waiting)
        {
            cell.Withdraw(id);
            done.Enqueue(journey with { Reason = EndReason.Interrupted });
        }
        waiting.Clear();
        deadlines.Clear();
    }

    private static Journey Sent(Journey journey, CellGrant grant) => journey with
    {
        SentSeconds = grant.StartSeconds,
        Times = journey.Times with
        {
            AirWaitSeconds = grant.StartSeconds - journey.EncodedSeconds,
            AirSeconds = grant.AirSeconds,
        },
    };

    private void Withdraw(double nowSeconds, Queue<Journey> done)
    {
        while (deadlines.TryPeek(out var id, out var deadline) && deadline <= nowSeconds)
        {
            deadlines.Dequeue();
            if (!waiting.Remove(id, out var journey)) continue;
            cell.Withdraw(id);
            done.Enqueue(journey with { Reason = EndReason.DeadlinePassed });
        }
    }
}
