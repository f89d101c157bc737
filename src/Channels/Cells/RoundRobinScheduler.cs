namespace EditableDeepSC.Channels;

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
