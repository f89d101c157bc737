using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Cells;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Serve;

/// <summary>
/// Shows pages how a run goes, at most ten times a second however fast it is, and lets them pause it. It passes all on to
/// the observer that records the run; what it keeps is bounded.
/// </summary>
/// <param name="inner">Records the run.</param>
/// <param name="run">What runs.</param>
/// <param name="feed">Gets the events.</param>
/// <param name="time">Paces them.</param>
internal sealed class LiveRun(IRunObserver inner, RunDescription run, EventFeed feed, TimeProvider time)
    : IRunObserver
{
    private const int MostSamples = 600, MostPictures = 12, MostPlaces = 400;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly object going = new();
    private readonly Lock gate = new();
    private readonly RunStatistics statistics = new(
        run.Scenario.Adapters.SnrsDb, run.Scenario.Users.Count, run.Scenario.Air.Count, usersListed: 0);
    private readonly RunTimeline timeline = new();
    private readonly Dictionary<int, double> snrsDb = [];
    private readonly List<object> samples = [], pictures = [];
    private readonly (int First, Mobility Way)[] groups = Groups(run.Scenario);
    private Histogram latency = new(), encoderBatches = new(), decoderBatches = new();
    private RunSnapshot last;
    private long published;
    private int linksTold, thinned = 1, sampled;

    /// <summary>Whether it can be paused: in virtual time nothing goes on while its observer waits.</summary>
    public bool CanPause => run.Scenario.Clock == ClockKind.Virtual;

    public bool IsPaused { get; private set; }

    /// <summary>How the run stands, for a page that has just been opened.</summary>
    public object State
    {
        get
        {
            lock (gate)
            {
                return new
                {
                    run.Scenario.Name,
                    run.Scenario.Description,
                    run.Label,
                    run.Scenario.Codec,
                    CanPause,
                    IsPaused,
                    users = run.Scenario.Users.Sum(group => (long)group.Count),
                    seconds = run.Scenario.DurationSeconds,
                    adapterSnrsDb = run.Scenario.Adapters.SnrsDb,
                    cells = groups.Length == 0 ? null
                        : run.Scenario.Cells.Select(cell => new { cell.Name, cell.XMetres, cell.YMetres }),
                    samples = samples.ToArray(),
                    pictures = pictures.ToArray(),
                };
            }
        }
    }

    public void Pause(bool isPaused)
    {
        lock (going)
        {
            IsPaused = isPaused && CanPause;
            Monitor.PulseAll(going);
        }
        feed.Publish("paused", new { IsPaused });
    }

    public void Submitted(double timeSeconds, TransmissionId id) => inner.Submitted(timeSeconds, id);

    public void Reached(double timeSeconds, TransmissionId id, Stage stage) => inner.Reached(timeSeconds, id, stage);

    public void Ended(TransmissionRecord record)
    {
        inner.Ended(record);
        lock (gate)
        {
            statistics.Add(record);
            timeline.Add(record);
            if (record.SnrDb is { } snrDb && record.User < MostPlaces) snrsDb[record.User] = snrDb;
            if (record.Kind == OutcomeKind.Delivered) latency.Add(record.LatencySeconds);
            if (record.Times.EncodeBatchSize > 0) encoderBatches.Add(record.Times.EncodeBatchSize);
            if (record.Times.DecodeBatchSize > 0) decoderBatches.Add(record.Times.DecodeBatchSize);
        }
    }

    public void Pictured(TransmissionRecord record, TransmissionPictures got)
    {
        inner.Pictured(record, got);
        var picture = new
        {
            record.User,
            record.Text,
            record.SnrDb,
            record.Quality?.LpipsP,
            record.Quality?.IsEditRight,
            original = Url(got.Original),
            sent = Url(got.Sent),
            received = Url(got.Received),
        };
        lock (gate)
        {
            pictures.Add(picture);
            if (pictures.Count > MostPictures) pictures.RemoveAt(0);
        }
        feed.Publish("picture", picture);
    }

    public void Sampled(RunSnapshot snapshot)
    {
        inner.Sampled(snapshot);
        lock (going)
        {
            while (IsPaused) Monitor.Wait(going);
        }
        last = snapshot;
        if (published != 0 && time.GetElapsedTime(published) < Pace) return;
        published = time.GetTimestamp();
        PublishSample();
    }

    public void Changed(MachineEvent change) => inner.Changed(change);

    /// <summary>Publishes how the run ended.</summary>
    public void Finish(RunSummary summary)
    {
        var balance = summary.Balance;
        last = new(summary.SimulatedSeconds, balance.Submitted, balance.Delivered, balance.Failed, balance.Expired,
            balance.Rejected, 0, 0, 0, 0, 0);
        PublishSample();
    }

    private void PublishSample()
    {
        object sample;
        lock (gate)
        {
            sample = Sample();
            if (sampled++ % thinned == 0) samples.Add(sample);
            if (samples.Count > MostSamples) Thin();
            (latency, encoderBatches, decoderBatches) = (new(), new(), new());
        }
        feed.Publish("sample", sample);
    }

    /// <summary>Keeps every second sample, and from now on half as many.</summary>
    private void Thin()
    {
        for (var i = samples.Count - 1; i > 0; i -= 2) samples.RemoveAt(i - 1);
        thinned *= 2;
    }

    private object Sample()
    {
        var links = timeline.Links.Skip(linksTold).ToArray();
        linksTold += links.Length;
        return new
        {
            last.TimeSeconds,
            last.Submitted,
            last.Delivered,
            last.Failed,
            last.Expired,
            last.Rejected,
            last.InFlight,
            last.EncoderQueue,
            last.AirQueue,
            last.DecoderQueue,
            p50Ms = 1000 * latency.Percentile(50),
            p95Ms = 1000 * latency.Percentile(95),
            p99Ms = 1000 * latency.Percentile(99),
            encoderBatch = encoderBatches.Mean,
            decoderBatch = decoderBatches.Mean,
            statistics.All.EditSuccess,
            lpipsP = statistics.All.LpipsP.Mean,
            links = links.Select(link => new
            {
                link.User,
                link.TimeSeconds,
                link.SnrDb,
                adapterSnrDb = statistics.AdapterSnrsDb[link.AdapterId],
            }),
            thresholds = run.Thresholds.Select(threshold => threshold.Evaluate(statistics)),
            places = Places(),
        };
    }

    /// <summary>Where the first users are, and the SNR that each last had: x, y in metres, dB.</summary>
    private double[][] Places() => groups.Length == 0 ? [] : [.. snrsDb.Select(one =>
    {
        var way = groups.Last(group => group.First <= one.Key).Way;
        var place = way.At(new Seed((ulong)run.Scenario.Seed), new UserId(one.Key), last.TimeSeconds);
        return new[] { Math.Round(place.XMetres), Math.Round(place.YMetres), Math.Round(one.Value, 1) };
    })];

    /// <summary>The groups of a scenario with cells, by their first users; none without.</summary>
    private static (int First, Mobility Way)[] Groups(Scenario scenario)
    {
        if (scenario.Cells.Count == 0) return [];
        var first = 0;
        return [.. scenario.Users.Select(group =>
        {
            (var own, first) = (first, first + group.Count);
            return (own, new Mobility(group.Mobility));
        })];
    }

    private static string Url(RgbImage picture) => $"data:image/jpeg;base64,{Convert.ToBase64String(Jpeg.Encode(picture))}";
}
