using System.Diagnostics.CodeAnalysis;

namespace EditableDeepSC.Actors.Runs;

/// <summary>How a run stands, for displays: written by the actors, read by any thread.</summary>
[SuppressMessage("Design", "CA1051", Justification = "Fields, so that Interlocked and Volatile can reach them.")]
internal sealed class RunGauges
{
    public long Submitted;
    public long Delivered;
    public long Failed;
    public long Expired;
    public long Rejected;
    public int EncoderQueue;
    public int EncodersBusy;
    public int AirQueue;
    public int DecoderQueue;
    public int DecodersBusy;
    public int RemoteWorkers;
    public long WireBytes;
    public double RoundTripMs;

    /// <summary>Set when the run shall end: what waits is given up.</summary>
    public volatile bool IsStopping;

    public RunSnapshot Snapshot(double nowSeconds) => new(nowSeconds, Volatile.Read(ref Submitted),
        Volatile.Read(ref Delivered), Volatile.Read(ref Failed), Volatile.Read(ref Expired),
        Volatile.Read(ref Rejected), Volatile.Read(ref EncoderQueue), Volatile.Read(ref EncodersBusy),
        Volatile.Read(ref AirQueue), Volatile.Read(ref DecoderQueue), Volatile.Read(ref DecodersBusy))
    {
        RemoteWorkers = Volatile.Read(ref RemoteWorkers),
        WireBytes = Volatile.Read(ref WireBytes),
        RoundTripMs = Volatile.Read(ref RoundTripMs),
    };
}

/// <summary>How a run stands at one moment.</summary>
public readonly record struct RunSnapshot(double TimeSeconds, long Submitted, long Delivered, long Failed,
    long Expired, long Rejected, int EncoderQueue, int EncodersBusy, int AirQueue, int DecoderQueue,
    int DecodersBusy)
{
    /// <summary>Workers of other processes.</summary>
    public int RemoteWorkers { get; init; }

    /// <summary>Bytes to and from other processes so far.</summary>
    public long WireBytes { get; init; }

    /// <summary>The longest of the last round trips to other processes, ms.</summary>
    public double RoundTripMs { get; init; }

    /// <summary>Accepted, without an end yet.</summary>
    public long InFlight => Submitted - Delivered - Failed - Expired;
}
