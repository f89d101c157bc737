using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.TestKit.Internal;

/// <summary>Puts what it gets into an inbox; watches and stops watching for the test.</summary>
internal sealed class InternalTestActor : ActorBase
{
    private readonly Inbox _inbox;

    public InternalTestActor(Inbox inbox, TaskCompletionSource<ActorCell> cell)
    {
        _inbox = inbox;
        cell.TrySetResult(InternalCurrentActorCellKeeper.Current!);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestWatch watch:
                Context.Watch(watch.Actor);
                break;
            case TestUnwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                break;
            default:
                _inbox.Add(message, Sender);
                break;
        }

        return true;
    }
}

internal sealed record TestWatch(IActorRef Actor);

internal sealed record TestUnwatch(IActorRef Actor);
