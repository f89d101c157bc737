using Akka.TestKit.Xunit2;

namespace EditableDeepSC.Embedded.Tests.Akka;

/// <summary>Base of the actor specs: patient, as the machine may be busy, and quiet.</summary>
public abstract class ActorSpec(string config = "") : TestKit(config + Defaults)
{
    private const string Defaults =
        """

        akka.loglevel = WARNING
        akka.test.single-expect-default = 20s
        akka.test.filter-leeway = 20s
        akka.suppress-json-serializer-warning = on
        """;

    /// <summary>Long enough to notice a message that should not come, short enough for a quick suite.</summary>
    protected static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(50);

    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
}
