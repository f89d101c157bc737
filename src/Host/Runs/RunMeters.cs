using System.Diagnostics.Metrics;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Runs;

/// <summary>
/// Meters of runs, for whoever listens to <see cref="Name"/>; names and units are those of OpenTelemetry's semantic
/// conventions, times are those of the run's clock. One object for all runs of a process, one after another.
/// </summary>
internal sealed class RunMeters : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "EditableDeepSC.Run";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> submitted, ended, switches;
    private readonly Counter<double> air;
    private readonly Histogram<double> duration, waits, work;
    private readonly Histogram<int> batches;
    private string scenario = "";
    private RunSnapshot last;

    public RunMeters()
    {
        submitted = meter.CreateCounter<long>("eds.request.submitted", "{request}", "Requests that were accepted.");
        ended = meter.CreateCounter<long>("eds.request.ended", "{request}", "Requests that ended, by their outcome.");
        duration = meter.CreateHistogram<double>("eds.request.duration", "s", "From a request to its picture.");
        waits = meter.CreateHistogram<double>("eds.stage.wait.duration", "s", "How long requests waited for a stage.");
        work = meter.CreateHistogram<double>("eds.stage.work.duration", "s", "How long a stage's batch or frame took.");
        batches = meter.CreateHistogram<int>("eds.batch.size", "{request}", "Requests in the batch that one was in.");
        switches = meter.CreateCounter<long>("eds.adapter.switches", "{switch}", "Changes of a user's adapter.");
        air = meter.CreateCounter<double>("eds.air.time", "s", "Time that symbols were on the air.");
        meter.CreateObservableUpDownCounter("eds.queue.length", () => Stages(last.EncoderQueue, last.AirQueue,
            last.DecoderQueue), "{request}", "Requests that wait for a stage.");
        meter.CreateObservableUpDownCounter("eds.worker.busy", () => Stages(last.EncodersBusy, null,
            last.DecodersBusy), "{worker}", "Workers that compute.");
    }

    /// <summary>An observer that measures a run, around that which records it.</summary>
    public IRunObserver Measure(IRunObserver inner, RunDescription run)
    {
        (scenario, last) = (run.Scenario.Name, default);
        return new Observer(this, inner);
    }

    public void Dispose() => meter.Dispose();

    private KeyValuePair<string, object?> Scenario => new("eds.scenario.name", scenario);

    private static KeyValuePair<string, object?> Of(string stage) => new("eds.stage", stage);

    private IEnumerable<Measurement<int>> Stages(int encoders, int? onAir, int decoders)
    {
        yield return new(encoders, Scenario, Of("encoder"));
        if (onAir is { } waiting) yield return new(waiting, Scenario, Of("air"));
        yield return new(decoders, Scenario, Of("decoder"));
    }

    private void End(TransmissionRecord record)
    {
        var outcome = new KeyValuePair<string, object?>("eds.request.outcome", JsonOutput.NameOf(record.Kind));
        if (record.Reason == EndReason.None) ended.Add(1, Scenario, outcome);
        else ended.Add(1, Scenario, outcome, new("error.type", JsonOutput.NameOf(record.Reason)));
        if (record.Kind == OutcomeKind.Delivered) duration.Record(record.LatencySeconds, Scenario);
        if (record.IsSwitch) switches.Add(1, Scenario);
        var times = record.Times;
        Visit("encoder", times.EncodeBatchSize, times.EncodeWaitSeconds, times.EncodeComputeSeconds);
        if (times.AirSeconds > 0)
        {
            air.Add(times.AirSeconds, Scenario);
            Visit("air", 1, times.AirWaitSeconds, times.AirSeconds);
        }
        Visit("decoder", times.DecodeBatchSize, times.DecodeWaitSeconds, times.DecodeComputeSeconds);
    }

    private void Visit(string stage, int batch, double waitSeconds, double workSeconds)
    {
        if (batch == 0) return;
        waits.Record(waitSeconds, Scenario, Of(stage));
        work.Record(workSeconds, Scenario, Of(stage));
        batches.Record(batch, Scenario, Of(stage));
    }

    private sealed class Observer(RunMeters meters, IRunObserver inner) : IRunObserver
    {
        public void Submitted(double timeSeconds, TransmissionId id)
        {
            meters.submitted.Add(1, meters.Scenario);
            inner.Submitted(timeSeconds, id);
        }

        public void Reached(double timeSeconds, TransmissionId id, Stage stage) => inner.Reached(timeSeconds, id, stage);

        public void Ended(TransmissionRecord record)
        {
            meters.End(record);
            inner.Ended(record);
        }

        public void Pictured(TransmissionRecord record, TransmissionPictures pictures) => inner.Pictured(record, pictures);

        public void Sampled(RunSnapshot snapshot)
        {
            meters.last = snapshot;
            inner.Sampled(snapshot);
        }

        public void Changed(MachineEvent change) => inner.Changed(change);
    }
}
