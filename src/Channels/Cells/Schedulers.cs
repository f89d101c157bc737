using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Cells;

/// <summary>The order in which waiting transmissions get the air.</summary>
internal interface IScheduler
{
    /// <summary>Lets a request wait.</summary>
    void Add(in PendingRequest request);

    /// <summary>Takes the next one; false when none waits.</summary>
    /// <param name="waiting">What still waits: all else has been withdrawn and is dropped.</param>
    /// <param name="freeSeconds">Since when the air is free.</param>
    /// <param name="next">The next one.</param>
    bool TryTake(HashSet<TransmissionId> waiting, double freeSeconds, out PendingRequest next);
}

/// <summary>First come, first served: O(1) a decision.</summary>
internal sealed class FifoScheduler : IScheduler
{
    private readonly Queue<PendingRequest> queue = new();

    public void Add(in PendingRequest request) => queue.Enqueue(request);

    public bool TryTake(HashSet<TransmissionId> waiting, double freeSeconds, out PendingRequest next)
    {
        while (queue.TryDequeue(out next))
            if (waiting.Contains(next.Request.Transmission)) return true;
        return false;
    }
}

/// <summary>
/// Users in turn, one transmission each: O(1) a decision. A user is in the circle while something waits.
/// </summary>
internal sealed class RoundRobinScheduler : IScheduler
{
    private readonly Queue<CellUser> circle = new();

    public void Add(in PendingRequest request)
    {
        if (request.User.Pending.Count == 0) circle.Enqueue(request.User);
        request.User.Pending.Enqueue(request);
    }

    public bool TryTake(HashSet<TransmissionId> waiting, double freeSeconds, out PendingRequest next)
    {
        while (circle.TryDequeue(out var user))
        {
            var found = false;
            next = default;
            while (!found && user.Pending.TryDequeue(out next)) found = waiting.Contains(next.Request.Transmission);
            if (user.Pending.Count > 0) circle.Enqueue(user);
            if (found) return true;
        }
        next = default;
        return false;
    }
}

/// <summary>
/// Proportional fairness: the largest (rate now) / (rate served lately), with rate log2(1 + SNR) and the served rate
/// averaged over a time T that forgets as exp(-t / T). O(log users) a decision: as every average forgets alike, the
/// order of those that wait does not change with time, so a heap over log(served x exp(t / T)) - log(rate) stays valid.
/// </summary>
internal sealed class ProportionalFairScheduler(double fairnessSeconds) : IScheduler
{
    private readonly PriorityQueue<PendingRequest, (double Key, long Order)> heads = new();
    private long order;

    public void Add(in PendingRequest request)
    {
        request.User.Pending.Enqueue(request);
        if (request.User.Pending.Count == 1) Offer(request);
    }

    public bool TryTake(HashSet<TransmissionId> waiting, double freeSeconds, out PendingRequest next)
    {
        while (heads.TryDequeue(out next, out _))
        {
            var user = next.User;
            user.Pending.Dequeue();
            var found = waiting.Contains(next.Request.Transmission);
            if (found) Serve(next, Math.Max(freeSeconds, next.ArrivedSeconds));
            if (user.Pending.TryPeek(out var head)) Offer(head);
            if (found) return true;
        }
        return false;
    }

    /// <summary>Puts the first request of a user into the heap; equal keys go by the order of offers.</summary>
    private void Offer(in PendingRequest head) =>
        heads.Enqueue(head, (head.User.LogServed - Math.Log(Rate(head.Request)), order++));

    private void Serve(in PendingRequest served, double startSeconds)
    {
        var amount = Math.Log(served.Request.SymbolCount * Rate(served.Request)) + startSeconds / fairnessSeconds;
        var (low, high) = (Math.Min(amount, served.User.LogServed), Math.Max(amount, served.User.LogServed));
        served.User.LogServed = high + Math.Log(1 + Math.Exp(low - high));
    }

    /// <summary>Bits a symbol could carry; never 0, so that a user in a deep fade keeps a place in the order.</summary>
    private static double Rate(in CellRequest request) =>
        Math.Max(1e-9, Math.Log2(1 + Decibels.ToRatio(request.SnrDb)));
}
