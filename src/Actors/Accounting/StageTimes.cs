namespace EditableDeepSC.Actors;

/// <summary>
/// Where the time of a transmission went. Waits and air are in simulated seconds, compute is what it took on the wall
/// clock for the whole batch.
/// </summary>
public readonly record struct StageTimes
{
    public double EncodeWaitSeconds { get; init; }

    public double EncodeComputeSeconds { get; init; }

    public int EncodeBatchSize { get; init; }

    /// <summary>From the end of its encoding, where it holds back the encoders too.</summary>
    public double AirWaitSeconds { get; init; }

    public double AirSeconds { get; init; }

    /// <summary>From the end on the air.</summary>
    public double DecodeWaitSeconds { get; init; }

    public double DecodeComputeSeconds { get; init; }

    public int DecodeBatchSize { get; init; }

    /// <summary>What measuring the batch's pictures took: part of the latency, but of no receiver's work.</summary>
    public double MeasureSeconds { get; init; }
}
