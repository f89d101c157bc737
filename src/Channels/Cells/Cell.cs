using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Cells;

/// <summary>A transmission that waits for the air.</summary>
/// <param name="User">Who sends.</param>
/// <param name="Transmission">What is sent.</param>
/// <param name="SymbolCount">Complex symbols on the air, pilots and guard included; at least 1.</param>
/// <param name="SnrDb">The user's SNR as the scheduler knows it, dB; it matters to proportional fairness only.</param>
public readonly record struct CellRequest(UserId User, TransmissionId Transmission, int SymbolCount, double SnrDb);

/// <summary>The air, for one transmission.</summary>
/// <param name="Request">Whose it is.</param>
/// <param name="ArrivedSeconds">When it began to wait.</param>
/// <param name="StartSeconds">When its first symbol is sent.</param>
/// <param name="EndSeconds">When its last symbol has been sent and the air is free again.</param>
public readonly record struct CellGrant(
    CellRequest Request, double ArrivedSeconds, double StartSeconds, double EndSeconds)
{
    public double WaitedSeconds => StartSeconds - ArrivedSeconds;

    public double AirSeconds => EndSeconds - StartSeconds;
}

/// <summary>A request and when it came, s.</summary>
internal readonly record struct PendingRequest(CellRequest Request, CellUser User, double ArrivedSeconds);

/// <summary>A user as the cell knows it.</summary>
internal sealed class CellUser
{
    /// <summary>What waits, in order of arrival; those withdrawn are dropped when they come to the front.</summary>
    public Queue<PendingRequest> Pending { get; } = new();

    /// <summary>Logarithm of the fading sum of what was served; see <see cref="ProportionalFairScheduler"/>.</summary>
    public double LogServed { get; set; } = double.NegativeInfinity;
}

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
    private double nowSeconds;

    /// <param name="options">Rate, scheduler and limits.</param>
    /// <param name="nowSeconds">When the cell opens.</param>
    public Cell(CellOptions options, double nowSeconds = 0)
    {
        OptionRules.Check(CellOptions.Module, options);
        this.options = options;
        scheduler = options.Scheduler switch
        {
            SchedulerKind.Fifo => new FifoScheduler(),
            SchedulerKind.RoundRobin => new RoundRobinScheduler(),
            SchedulerKind.ProportionalFair => new ProportionalFairScheduler(options.FairnessSeconds),
            _ => throw new ChannelOptionException($"{CellOptions.Module}: 'scheduler' {options.Scheduler} is unknown."),
        };
        this.nowSeconds = FreeAtSeconds = nowSeconds;
    }

    /// <summary>When the air is free, or has been since.</summary>
    public double FreeAtSeconds { get; private set; }

    /// <summary>Transmissions that wait.</summary>
    public int WaitingCount => waiting.Count;

    /// <summary>Lets a transmission wait for the air; false where the queue is full.</summary>
    public bool TryEnqueue(in CellRequest request, double nowSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SymbolCount, 1);
        MoveTo(nowSeconds);
        if (waiting.Count >= options.QueueLimit) return false;
        if (!waiting.Add(request.Transmission))
            throw new InvalidOperationException($"{request.Transmission} of {request.User} is already waiting.");
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
        return true;
    }

    private void MoveTo(double next)
    {
        if (next < nowSeconds)
            throw new ArgumentOutOfRangeException(nameof(next), next, $"Time runs backwards: it was {nowSeconds} s.");
        nowSeconds = next;
    }
}
