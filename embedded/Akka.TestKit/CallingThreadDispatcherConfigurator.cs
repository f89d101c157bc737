using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Makes the <see cref="CallingThreadDispatcher"/>.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _dispatcher;

    internal CallingThreadDispatcherConfigurator(Config config, string id) =>
        _dispatcher = new CallingThreadDispatcher(id);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
