using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>Sees a run while it goes on; called by one thread at a time, and must be quick.</summary>
public interface IRunObserver
{
    void Submitted(double timeSeconds, TransmissionId id);

    void Reached(double timeSeconds, TransmissionId id, Stage stage);

    void Ended(TransmissionRecord record);

    /// <summary>After <see cref="Ended"/>, for the few delivered transmissions whose pictures are kept.</summary>
    void Pictured(TransmissionRecord record, TransmissionPictures pictures);

    void Sampled(RunSnapshot snapshot);
}
