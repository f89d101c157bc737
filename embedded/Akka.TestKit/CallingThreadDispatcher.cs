using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Runs an actor on the thread that sends to it, before Tell returns.</summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    public static new string Id = "akka.test.calling-thread-dispatcher";

    internal CallingThreadDispatcher(string id)
        : base(id, int.MaxValue)
    {
    }

    internal override void Execute(IThreadPoolWorkItem work) => work.Execute();
}
