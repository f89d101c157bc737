namespace EditableDeepSC.Channels;

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

    /// <summary>
    /// Bits a symbol could carry; never 0, so that a user in a deep fade still has a place in the order.
    /// </summary>
    private static double Rate(in CellRequest request) =>
        Math.Max(1e-9, Math.Log2(1 + Decibels.ToRatio(request.SnrDb)));
}
