namespace EditableDeepSC.Channels;

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
