using Akka.Actor;
using EditableDeepSC.Channels;

namespace EditableDeepSC.Actors;

/// <summary>A request on its way: who asked for what, when, and who waits for the answer.</summary>
internal sealed record Submission(EncodeRequest Work, int Group, UserRequest Request, AdapterChoice Adapter,
    double SubmittedSeconds, double DeadlineSeconds, int Priority, IActorRef ReplyTo)
{
    public TransmissionId Id => Work.Id;
}
