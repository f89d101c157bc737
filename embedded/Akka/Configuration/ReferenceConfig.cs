namespace Akka.Configuration;

/// <summary>The defaults that every system falls back to.</summary>
internal static class ReferenceConfig
{
    public static readonly Config Value = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = INFO
          loggers = ["Akka.Event.DefaultLogger"]
          scheduler.implementation = ""
          actor {
            ask-timeout = infinite
            default-dispatcher { type = Dispatcher, throughput = 30 }
            internal-dispatcher { type = Dispatcher, throughput = 5 }
            default-blocking-io-dispatcher { type = Dispatcher, throughput = 1 }
            default-mailbox {
              mailbox-type = "Akka.Dispatch.UnboundedMailbox"
              mailbox-capacity = 1000
              mailbox-push-timeout-time = 10s
            }
          }
          coordinated-shutdown {
            default-phase-timeout = 5s
            phases.actor-system-terminate.timeout = 10s
          }
        }
        """);
}
