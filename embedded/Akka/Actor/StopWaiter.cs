using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Watches one actor from outside the system.</summary>
internal sealed class StopWaiter(IActorRefProvider provider) : MinimalActorRef
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ActorPath Path { get; } = provider.TempPath();

    public override IActorRefProvider Provider => provider;

    public Task Stopped => _stopped.Task;

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification)
        {
            _stopped.TrySetResult();
        }
    }
}
