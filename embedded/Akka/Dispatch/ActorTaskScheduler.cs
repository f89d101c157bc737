using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Runs the pieces of an asynchronous handler as system messages of its actor.</summary>
internal sealed class ActorTaskScheduler(ActorCell cell) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    public static void RunTask(Func<Task> action) => ActorBase.RunningCell.RunTask(action);

    public void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => cell.Mailbox.PostSystem(new SysMsg.TaskStep(this, task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        ActorCell.Current == cell && TryExecuteTask(task);

    protected override IEnumerable<Task>? GetScheduledTasks() => null;
}
