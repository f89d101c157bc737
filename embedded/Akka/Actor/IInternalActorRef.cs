using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>What the engine and its test kit ask of every reference.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    IActorRefProvider Provider { get; }

    IInternalActorRef Parent { get; }

    [Obsolete("Use Context.Watch and Receive<Terminated>")]
    bool IsTerminated { get; }

    void Start();

    void Resume(Exception? causedByFailure = null);

    void Suspend();

    void Stop();

    void Restart(Exception cause);

    void SendSystemMessage(ISystemMessage message);
}
