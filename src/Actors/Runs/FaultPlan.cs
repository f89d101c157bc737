using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Runs;

/// <summary>What goes wrong on purpose, to see that nothing gets lost.</summary>
public sealed record FaultOptions
{
    [Parameter("Chance that an encoder crashes before it has begun a batch.", Min = 0, Max = 1)]
    public double EncoderCrashBefore { get; init; }

    [Parameter("Chance that an encoder crashes in the middle of a batch.", Min = 0, Max = 1)]
    public double EncoderCrashDuring { get; init; }

    [Parameter("Chance that an encoder crashes after a batch, before it has handed it over.", Min = 0, Max = 1)]
    public double EncoderCrashAfter { get; init; }

    [Parameter("Chance that a decoder crashes before it has begun a batch.", Min = 0, Max = 1)]
    public double DecoderCrashBefore { get; init; }

    [Parameter("Chance that a decoder crashes in the middle of a batch.", Min = 0, Max = 1)]
    public double DecoderCrashDuring { get; init; }

    [Parameter("Chance that a decoder crashes after a batch, before it has handed it over.", Min = 0, Max = 1)]
    public double DecoderCrashAfter { get; init; }

    [Parameter("Chance that a worker is slow over a batch.", Min = 0, Max = 1)]
    public double SlowWorker { get; init; }

    [Parameter("How much longer a slow worker takes.", Min = 0, Max = 1e6, Unit = "ms")]
    public double SlowMs { get; init; } = 100;

    [Parameter("Chance that an encoder gives a number that is not finite.", Min = 0, Max = 1)]
    public double NotFinite { get; init; }

    [Parameter("Chance that a request finds the queue full.", Min = 0, Max = 1)]
    public double FullQueue { get; init; }

    [Parameter("Chance that a request comes with its deadline already over.", Min = 0, Max = 1)]
    public double ExpiredDeadline { get; init; }
}

/// <summary>What goes wrong with one batch.</summary>
internal readonly record struct BatchFaults(bool CrashBefore, bool CrashDuring, bool CrashAfter, double SlowMs);

/// <summary>Decides what goes wrong: by transmission the same in every run, by batch as the batches fall.</summary>
internal sealed class FaultPlan(FaultOptions options, Seed seed)
{
    private const byte EncoderStage = 1;
    private const byte DecoderStage = 2;

    public bool IsQueueFull(TransmissionId id) => Key(id).Uniform(0) < options.FullQueue;

    public bool IsDeadlineOver(TransmissionId id) => Key(id).Uniform(1) < options.ExpiredDeadline;

    public bool IsNotFinite(TransmissionId id) => Key(id).Uniform(2) < options.NotFinite;

    public BatchFaults OfEncoder(int worker, long batch) => Draw(worker, batch, EncoderStage,
        options.EncoderCrashBefore, options.EncoderCrashDuring, options.EncoderCrashAfter);

    public BatchFaults OfDecoder(int worker, long batch) => Draw(worker, batch, DecoderStage,
        options.DecoderCrashBefore, options.DecoderCrashDuring, options.DecoderCrashAfter);

    private BatchFaults Draw(int worker, long batch, byte stage, double before, double during, double after)
    {
        var key = new PhiloxKey(seed, StreamPurpose.Faults, new UserId(worker), new TransmissionId(batch), stage);
        return new BatchFaults(key.Uniform(0) < before, key.Uniform(1) < during, key.Uniform(2) < after,
            key.Uniform(3) < options.SlowWorker ? options.SlowMs : 0);
    }

    private PhiloxKey Key(TransmissionId id) => new(seed, StreamPurpose.Faults, default, id);
}

/// <summary>A crash that the scenario asked for.</summary>
public sealed class InjectedFaultException(string message) : Exception(message);
