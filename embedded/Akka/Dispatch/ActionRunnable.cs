namespace Akka.Dispatch;

/// <summary>An action as a piece of work.</summary>
internal sealed class ActionRunnable(Action action) : IRunnable
{
    public void Run() => action();

    public void Execute() => action();
}
