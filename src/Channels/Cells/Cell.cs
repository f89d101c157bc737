namespace EditableDeepSC.Channels;

/// <summary>
/// The air of one cell: one transmission at a time, k symbols for k / rate seconds, the next by the scheduler. It owns
/// no clock: whoever drives it says what time it is. Not safe for several threads at once.
/// </summary>
public sealed class Cell
{
    private readonly CellOptions options;
    private readonly IScheduler scheduler;
    private readonly Dictionary<UserId, CellUser> users = [];
    private readonly HashSet<TransmissionId> waiting = [];
    private readonly double openedSeconds;
    private double nowSeconds;

    /// <param name="options">Rate, scheduler and limits.</param>
    /// <param name="nowSeconds">When the cell opens; utilisation counts from here.</param>
    public Cell(CellOptions options, double nowSeconds = 0)
    {
        OptionRules.Check(CellOptions.Name, options);
        this.options = options;
        scheduler = options.Scheduler switch
        {
            SchedulerKind.Fifo => new FifoScheduler(),
            SchedulerKind.RoundRobin => new RoundRobinScheduler(),
            SchedulerKind.ProportionalFair => new ProportionalFairScheduler(options.FairnessSeconds),
            _ => throw new ChannelOptionException($"{CellOptions.Name}: 'scheduler' {options.Scheduler} is unknown."),
        };
        this.nowSeconds = openedSeconds = FreeAtSeconds = nowSeconds;
    }

    /// <summary>When the air is free, or has been since.</summary>
    public double FreeAtSeconds { get; private set; }

    /// <summary>Transmissions that wait.</summary>
    public int WaitingCount => waiting.Count;

    /// <summary>What all users together have had.</summary>
    public CellUsage Total { get; private set; }

    /// <summary>What one user has had.</summary>
    public CellUsage Usage(UserId user) => users.TryGetValue(user, out var state) ? state.Usage : default;

    /// <summary>Share of the time since opening for which the air was held, 0 to 1.</summary>
    public double Utilisation(double nowSeconds)
    {
        var held = Total.AirSeconds - Math.Max(0, FreeAtSeconds - nowSeconds);
        return nowSeconds > openedSeconds ? held / (nowSeconds - openedSeconds) : 0;
    }

    /// <summary>
    /// Share of the time since opening for which one user held the air, its current transmission in full.
    /// </summary>
    public double Utilisation(UserId user, double nowSeconds) =>
        nowSeconds > openedSeconds ? Usage(user).AirSeconds / (nowSeconds - openedSeconds) : 0;

    /// <summary>Lets a transmission wait for the air; false where the queue is full.</summary>
    public bool TryEnqueue(in CellRequest request, double nowSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SymbolCount, 1);
        MoveTo(nowSeconds);
        if (waiting.Count >= options.QueueLimit) return false;
        if (!waiting.Add(request.Transmission))
            throw new InvalidOperationException($"{request.Transmission} of {request.User} waits already.");
        if (!users.TryGetValue(request.User, out var user)) users.Add(request.User, user = new CellUser());
        scheduler.Add(new PendingRequest(request, user, nowSeconds));
        return true;
    }

    /// <summary>Takes back a transmission that waits, past its deadline say; false where it does not wait.</summary>
    public bool Withdraw(TransmissionId transmission) => waiting.Remove(transmission);

    /// <summary>
    /// Starts the next transmission if the air is free; call it again at the end of the grant. The start is when both
    /// air and transmission were there, not when the caller came, so a late timer costs no air time.
    /// </summary>
    public bool TryStart(double nowSeconds, out CellGrant grant)
    {
        MoveTo(nowSeconds);
        grant = default;
        if (FreeAtSeconds > nowSeconds || !scheduler.TryTake(waiting, FreeAtSeconds, out var next)) return false;
        waiting.Remove(next.Request.Transmission);
        var start = Math.Max(FreeAtSeconds, next.ArrivedSeconds);
        FreeAtSeconds = start + next.Request.SymbolCount / options.SymbolRateBaud;
        grant = new CellGrant(next.Request, next.ArrivedSeconds, start, FreeAtSeconds);
        next.User.Usage = next.User.Usage.With(grant);
        Total = Total.With(grant);
        return true;
    }

    private void MoveTo(double next)
    {
        if (next < nowSeconds)
            throw new ArgumentOutOfRangeException(nameof(next), next, $"Time runs backwards: it was {nowSeconds} s.");
        nowSeconds = next;
    }
}
