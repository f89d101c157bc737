using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>The next piece of an asynchronous handler.</summary>
internal sealed class TaskStep(ActorTaskScheduler scheduler, Task task) : SystemMessage
{
    public override void Apply(ActorCell cell) => scheduler.Execute(task);
}

/// <summary>An asynchronous handler has ended.</summary>
internal sealed class TaskEnded(Task task) : SystemMessage
{
    public override void Apply(ActorCell cell) => cell.EndTask(task);
}
