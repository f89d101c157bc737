namespace EditableDeepSC.Actors;

/// <summary>How a run stands at one moment.</summary>
public readonly record struct RunSnapshot(double TimeSeconds, long Submitted, long Delivered, long Failed,
    long Expired, long Rejected, int EncoderQueue, int EncodersBusy, int AirQueue, int DecoderQueue,
    int DecodersBusy)
{
    /// <summary>Accepted, without an end yet.</summary>
    public long InFlight => Submitted - Delivered - Failed - Expired;
}
