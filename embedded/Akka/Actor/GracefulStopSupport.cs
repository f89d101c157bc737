using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stopping an actor and waiting for it.</summary>
public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) =>
        target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends <paramref name="stopMessage"/>; false where the actor has not stopped in time.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var subject = (IInternalActorRef)target;
        var waiter = new StopWaiter(subject.Provider);
        subject.SendSystemMessage(new Watch(subject, waiter));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await waiter.Stopped.WaitAsync(timeout).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            subject.SendSystemMessage(new Unwatch(waiter));
            return false;
        }
    }
}
