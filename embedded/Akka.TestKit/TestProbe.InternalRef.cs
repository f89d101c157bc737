using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

public partial class TestProbe
{
    IActorRefProvider IInternalActorRef.Provider => Inner.Provider;

    IInternalActorRef IInternalActorRef.Parent => Inner.Parent;

    bool IActorRefScope.IsLocal => true;

#pragma warning disable CS0618 // the interface has it, obsolete or not
    bool IInternalActorRef.IsTerminated => Inner.IsTerminated;
#pragma warning restore CS0618

    private IInternalActorRef Inner => (IInternalActorRef)TestActor;

    public void SendSystemMessage(ISystemMessage message) => Inner.SendSystemMessage(message);

    void IInternalActorRef.Start() => Inner.Start();

    void IInternalActorRef.Resume(Exception? causedByFailure) => Inner.Resume(causedByFailure);

    void IInternalActorRef.Suspend() => Inner.Suspend();

    void IInternalActorRef.Stop() => Inner.Stop();

    void IInternalActorRef.Restart(Exception cause) => Inner.Restart(cause);
}
