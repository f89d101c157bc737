using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>The configurations of test systems.</summary>
public static class TestConfigs
{
    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = INFO
          loggers = []
          test {
            timefactor = 1.0
            filter-leeway = 3s
            single-expect-default = 3s
            default-timeout = 5s
            calling-thread-dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit"
              throughput = 2147483647
            }
            test-actor.dispatcher {
              type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit"
              throughput = 2147483647
            }
          }
        }
        """);

    /// <summary>A clock that stands still until the test moves it; see <see cref="TestScheduler"/>.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory.ParseString(
        """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """);
}
