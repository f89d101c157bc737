using System.Text.Json.Serialization;

namespace EditableDeepSC.Actors.Accounting;

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

    /// <summary>From the last symbol sent to the last one received.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double PropagationSeconds { get; init; }

    /// <summary>From the arrival of its last symbol.</summary>
    public double DecodeWaitSeconds { get; init; }

    public double DecodeComputeSeconds { get; init; }

    public int DecodeBatchSize { get; init; }

    /// <summary>What measuring the batch's pictures took: part of the latency, but of no receiver's work.</summary>
    public double MeasureSeconds { get; init; }
}

/// <summary>Where the time of delivered pictures went, stage by stage, in seconds.</summary>
public sealed class StageHistograms
{
    private static readonly (string Name, Func<TransmissionRecord, double> Value)[] Definitions =
    [
        ("wait for an encoder", record => record.Times.EncodeWaitSeconds),
        ("encode", record => record.Times.EncodeComputeSeconds),
        ("wait for the air", record => record.Times.AirWaitSeconds),
        ("on the air", record => record.Times.AirSeconds + record.Times.PropagationSeconds),
        ("wait for a decoder", record => record.Times.DecodeWaitSeconds),
        ("decode", record => record.Times.DecodeComputeSeconds),
        ("measure (no receiver does)", record => record.Times.MeasureSeconds),
        ("total", record => record.LatencySeconds),
    ];

    private readonly Histogram[] histograms = [.. Definitions.Select(_ => new Histogram())];

    public IEnumerable<(string Stage, Histogram Seconds)> All =>
        Definitions.Zip(histograms, (definition, histogram) => (definition.Name, histogram));

    internal void Add(TransmissionRecord record)
    {
        for (var i = 0; i < Definitions.Length; i++) histograms[i].Add(Definitions[i].Value(record));
    }
}
