using Akka.Actor;
using Akka.Event;

namespace EditableDeepSC.Actors;

/// <summary>Counts messages that reached nobody.</summary>
internal sealed class DeadLetterCounter : ReceiveActor
{
    private long count;

    public DeadLetterCounter()
    {
        Receive<DeadLetter>(_ => count++); // suppressed ones are meant to reach nobody
        Receive<GetCount>(_ => Sender.Tell(count));
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <summary>Answered with a <see cref="long"/>.</summary>
    public sealed record GetCount;
}
