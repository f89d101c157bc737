using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

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
