using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>Writes log events to the output of a test.</summary>
internal sealed class OutputLogger(ITestOutputHelper output) : UntypedActor
{
    public static void Start(ActorSystem system, ITestOutputHelper output)
    {
        var logger = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new OutputLogger(output)));
        system.EventStream.Subscribe(logger, typeof(LogEvent));
    }

    protected override void OnReceive(object message)
    {
        try
        {
            output.WriteLine(message.ToString());
        }
        catch (InvalidOperationException)
        {
            // The test has ended; what is logged while its system stops has nowhere to go.
        }
    }
}
