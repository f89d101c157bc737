using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>Looks away; for benchmarks and tests that only want the result.</summary>
public sealed class SilentObserver : IRunObserver
{
    public void Submitted(double timeSeconds, TransmissionId id)
    {
    }

    public void Reached(double timeSeconds, TransmissionId id, Stage stage)
    {
    }

    public void Ended(TransmissionRecord record)
    {
    }

    public void Pictured(TransmissionRecord record, TransmissionPictures pictures)
    {
    }

    public void Sampled(RunSnapshot snapshot)
    {
    }
}
