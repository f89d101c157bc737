using Akka.Configuration;
using Akka.Dispatch;

namespace EditableDeepSC.Actors.Time;

/// <summary>A dispatcher, named in the configuration, that runs all in the queue of the <see cref="VirtualScheduler"/>.</summary>
internal sealed class VirtualDispatcher : MessageDispatcherConfigurator
{
    private const int Throughput = 1; // so that the order of messages, not of mailboxes, is what a seed draws

    private readonly Dispatcher dispatcher;

    public VirtualDispatcher(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        dispatcher = new Dispatcher(this, config.GetString("id"), Throughput, null,
            new Executors(config, prerequisites), TimeSpan.FromSeconds(1));

    public override MessageDispatcher Dispatcher() => dispatcher;

    private sealed class Executors(Config config, IDispatcherPrerequisites prerequisites)
        : ExecutorServiceConfigurator(config, prerequisites)
    {
        private readonly VirtualScheduler scheduler = (VirtualScheduler)prerequisites.Scheduler;

        public override ExecutorService Produce(string id) => new Executor(id, scheduler);
    }

    private sealed class Executor(string id, VirtualScheduler scheduler) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => scheduler.Execute(run);

        public override void Shutdown()
        {
        }
    }
}
