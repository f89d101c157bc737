using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary>The parent of the guardians: hears that they failed or stopped.</summary>
internal sealed class RootGuardian(ActorSystemImpl system) : MinimalActorRef
{
    public override ActorPath Path => system.Provider.RootPath;

    public override IActorRefProvider Provider => system.Provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case DeathWatchNotification stopped:
                system.Shutdown.Stopped(stopped.Actor);
                break;
            case Failed failed:
                system.Log.Error(failed.Cause, "Guardian failed. Shutting down system");
                system.Terminate();
                break;
        }
    }
}
