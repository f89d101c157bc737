using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>How long a test waits, from <c>akka.test</c> of the configuration.</summary>
public class TestKitSettings : IExtension
{
    public TestKitSettings(Config config)
    {
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default");
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway");
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout");
        TestTimeFactor = config.GetDouble("akka.test.timefactor");
    }

    /// <summary>How long to wait for a message where the test does not say.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits after the action.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    public TimeSpan DefaultTimeout { get; }

    /// <summary>Multiplies the times that a test states; above 1 on a slow machine.</summary>
    public double TestTimeFactor { get; }
}
