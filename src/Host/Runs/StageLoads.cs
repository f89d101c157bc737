using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Host.Runs;

/// <summary>Notes when encoders, air and decoders worked, and how long requests waited for them.</summary>
internal sealed class StageLoads : IRunObserver
{
    private const int Windows = 10;

    private static readonly string[] Names = ["encoders", "air", "decoders"];

    private readonly List<Visit>[] visits = [[], [], []];

    public void Submitted(double timeSeconds, TransmissionId id)
    {
    }

    public void Reached(double timeSeconds, TransmissionId id, Stage stage)
    {
    }

    /// <summary>Adds the three visits; a request that expired while it waited has waited until then.</summary>
    public void Ended(TransmissionRecord record)
    {
        var (times, at) = (record.Times, record.SubmittedSeconds);
        if (!Add(0, record, ref at, times.EncodeWaitSeconds, times.EncodeComputeSeconds, times.EncodeBatchSize)) return;
        if (!Add(1, record, ref at, times.AirWaitSeconds, times.AirSeconds, times.AirSeconds > 0 ? 1 : 0)) return;
        Add(2, record, ref at, times.DecodeWaitSeconds, times.DecodeComputeSeconds, times.DecodeBatchSize);
    }

    public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
    {
    }

    public void Sampled(RunSnapshot snapshot)
    {
    }

    /// <summary>Each stage in the tenth of the run in which it had most to do; of equals the last.</summary>
    /// <param name="seconds">How long users asked.</param>
    /// <param name="servers">How many batches or frames each stage can work on at once.</param>
    public StageLoad[] Busiest(double seconds, IReadOnlyList<int> servers)
    {
        var length = seconds / Windows;
        return [.. visits.Select((stage, number) =>
        {
            var busy = new double[Windows];
            foreach (var visit in stage)
            {
                var end = visit.BeginSeconds + visit.WorkSeconds;
                for (var w = Math.Max(0, (int)(visit.BeginSeconds / length)); w < Windows && w * length < end; w++)
                    busy[w] += visit.Share * (Math.Min(end, (w + 1) * length) - Math.Max(visit.BeginSeconds, w * length));
            }
            var window = Array.FindLastIndex(busy, one => one >= 0.99 * busy.Max());
            var then = stage.Where(visit => (int)(visit.BeginSeconds / length) == window).ToArray();
            return new StageLoad(Names[number], busy[window] / length / servers[number],
                1000 * then.Select(visit => visit.WaitSeconds).DefaultIfEmpty().Average(),
                1000 * then.Where(visit => visit.Share > 0).Select(visit => visit.WorkSeconds).DefaultIfEmpty().Average());
        })];
    }

    private bool Add(int stage, TransmissionRecord record, ref double at, double wait, double work, int batch)
    {
        if (batch > 0)
        {
            visits[stage].Add(new(at + wait, wait, work, 1.0 / batch));
            at += wait + work;
        }
        else if (record.Kind == OutcomeKind.Expired)
        {
            visits[stage].Add(new(record.EndedSeconds, record.EndedSeconds - at, 0, 0));
        }
        return batch > 0;
    }

    /// <summary>Of one request: when its work began, the wait before, and its share of the work of a batch.</summary>
    private readonly record struct Visit(double BeginSeconds, double WaitSeconds, double WorkSeconds, double Share);
}

/// <summary>A stage when it had most to do.</summary>
/// <param name="Stage">encoders, air or decoders.</param>
/// <param name="Utilisation">The share of the time that its workers worked, 0 to 1.</param>
/// <param name="WaitMs">How long requests waited before it, on the average.</param>
/// <param name="WorkMs">How long its batches or frames took, on the average.</param>
internal sealed record StageLoad(string Stage, double Utilisation, double WaitMs, double WorkMs)
{
    /// <summary>Hardly ever idle, and requests wait longer than they are worked on.</summary>
    public bool IsFull => Utilisation >= 0.9 && WaitMs > WorkMs;
}
