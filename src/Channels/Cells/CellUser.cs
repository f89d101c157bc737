namespace EditableDeepSC.Channels;

/// <summary>A user as the cell knows it: what waits, and what it has had.</summary>
internal sealed class CellUser
{
    /// <summary>What waits, in order of arrival; those withdrawn are dropped when they come to the front.</summary>
    public Queue<PendingRequest> Pending { get; } = new();

    public CellUsage Usage { get; set; }

    /// <summary>Logarithm of the fading sum of what was served; see <see cref="ProportionalFairScheduler"/>.</summary>
    public double LogServed { get; set; } = double.NegativeInfinity;
}
