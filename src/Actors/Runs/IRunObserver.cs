using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Machines;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Runs;

/// <summary>Sees a run while it goes on; called by one thread at a time, and must be quick.</summary>
public interface IRunObserver
{
    void Submitted(double timeSeconds, TransmissionId id);

    void Reached(double timeSeconds, TransmissionId id, Stage stage);

    void Ended(TransmissionRecord record);

    /// <summary>After <see cref="Ended"/>, for the few delivered transmissions whose pictures are kept.</summary>
    void Pictured(TransmissionRecord record, TransmissionPictures pictures);

    void Sampled(RunSnapshot snapshot);

    /// <summary>Another process came, went or was refused; called by another thread than the rest.</summary>
    void Changed(MachineEvent change)
    {
    }
}

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
