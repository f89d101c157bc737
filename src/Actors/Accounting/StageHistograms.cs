namespace EditableDeepSC.Actors;

/// <summary>Where the time of delivered pictures went, stage by stage, in seconds.</summary>
public sealed class StageHistograms
{
    private static readonly (string Name, Func<TransmissionRecord, double> Value)[] Definitions =
    [
        ("wait for an encoder", record => record.Times.EncodeWaitSeconds),
        ("encode (wall clock)", record => record.Times.EncodeComputeSeconds),
        ("wait for the air", record => record.Times.AirWaitSeconds),
        ("on the air", record => record.Times.AirSeconds),
        ("wait for a decoder", record => record.Times.DecodeWaitSeconds),
        ("decode (wall clock)", record => record.Times.DecodeComputeSeconds),
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
