using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Air;

/// <summary>
/// Frames that wait for the air of a cell and the one that is on it. It owns no clock; what has been sent, or has
/// missed its deadline, comes out of <see cref="Advance"/>.
/// </summary>
internal sealed class AirQueue(CellOptions options)
{
    private readonly PriorityQueue<CellRequest, double> interrupted = new(); // by when their users can send again
    private readonly Cell cell = new(options);
    private readonly Dictionary<TransmissionId, Journey> waiting = [];
    private readonly PriorityQueue<TransmissionId, double> deadlines = new();
    private CellGrant? onAir;
    private Journey? sending;

    public int WaitingCount => waiting.Count;

    public bool HasRoom => WaitingCount < options.QueueLimit;

    public bool IsEmpty => WaitingCount == 0 && sending is null;

    /// <summary>
    /// When the frame on the air ends, the first deadline, or when a user can send again; infinite when nothing waits.
    /// </summary>
    public double NextEventSeconds => Math.Min(onAir?.EndSeconds ?? double.PositiveInfinity, Math.Min(
        deadlines.TryPeek(out _, out var deadline) ? deadline : double.PositiveInfinity,
        interrupted.TryPeek(out _, out var ready) ? ready : double.PositiveInfinity));

    /// <summary>Lets a frame wait; there must be room.</summary>
    /// <param name="journey">The frame.</param>
    /// <param name="symbols">Complex symbols that it takes: its own, header, pilots and guard.</param>
    /// <param name="snrDb">The user's SNR, for the scheduler.</param>
    /// <param name="nowSeconds">The time.</param>
    public void Add(Journey journey, int symbols, double snrDb, double nowSeconds)
    {
        if (!HasRoom) throw new InvalidOperationException("A frame came while there was no room.");
        var request = new CellRequest(journey.Request.User, journey.Id, symbols, snrDb);
        var ready = journey.SubmittedSeconds + journey.Cell.WaitSeconds;
        if (ready > nowSeconds) interrupted.Enqueue(request, ready);
        else cell.TryEnqueue(request, nowSeconds);
        waiting.Add(journey.Id, journey);
        if (double.IsFinite(journey.DeadlineSeconds)) deadlines.Enqueue(journey.Id, journey.DeadlineSeconds);
    }

    /// <summary>Moves on to a time; adds what is done with the air by then, in order.</summary>
    public void Advance(double nowSeconds, Queue<Journey> done)
    {
        Withdraw(nowSeconds, done);
        while (interrupted.TryPeek(out var request, out var ready) && ready <= nowSeconds)
        {
            interrupted.Dequeue();
            if (waiting.ContainsKey(request.Transmission)) cell.TryEnqueue(request, nowSeconds);
        }
        Serve(nowSeconds, done);
        while (deadlines.TryPeek(out var id, out _) && !waiting.ContainsKey(id)) deadlines.Dequeue(); // it got the air
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
        interrupted.Clear();
    }

    private void Serve(double nowSeconds, Queue<Journey> done)
    {
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
