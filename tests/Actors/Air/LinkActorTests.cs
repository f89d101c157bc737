using Akka.Actor;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Air;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Actors.Tests.Runs;
using EditableDeepSC.Actors.Users;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.SnrProcesses;

namespace EditableDeepSC.Actors.Tests.Air;

public class LinkActorTests : RunKit
{
    private static readonly ISnrProcess Snr = new ConstantSnr(new ConstantSnrOptions { SnrDb = 11 });

    [Fact]
    public void Submit_Request_GoesOnToTheEncodersWithItsAdapter()
    {
        var encoders = CreateTestProbe();
        var link = Link(Run(), new AwgnChannel(), encoders);

        link.Tell(new LinkActor.Submit(Journey()));

        var journey = encoders.ExpectMsg<EncoderPool.Submit>().Journey;
        journey.Request.AdapterIndex.Should().Be(3, "12 dB is the nearest to 11");
        journey.Adapter.Should().Be(new AdapterChoice(3, 11, false));
    }

    [Fact]
    public void Send_Frame_ArrivesWithNoiseAndReport()
    {
        var run = Run();
        var sent = Encoded(run);

        Link(run, new AwgnChannel(), Nobody).Tell(new LinkActor.Send(sent), TestActor);

        var arrived = ExpectMsg<LinkStage.Arrived>().Journey;
        arrived.Reason.Should().Be(EndReason.None);
        arrived.MatchedAdapterIndex.Should().Be(3);
        arrived.Report!.Value.RequestedSnrDb.Should().Be(11);
        arrived.Frame!.AdapterIndex.Should().Be(2, "the header says what was used");
        arrived.Frame.Symbols.Should().NotEqual(sent.Encoding!.Symbols);
    }

    [Fact]
    public void Send_ChannelThatThrows_FailsThisTransmissionAlone()
    {
        var run = Run();
        var link = Link(run, new BrokenChannel(), Nobody);

        link.Tell(new LinkActor.Send(Encoded(run, 1)), TestActor);
        link.Tell(new LinkActor.Send(Encoded(run, 2)), TestActor);

        ExpectMsg<LinkStage.Arrived>().Journey.Reason.Should().Be(EndReason.LinkFailed);
        ExpectMsg<LinkStage.Arrived>().Journey.Id.Should().Be(new TransmissionId(2));
    }

    private static IActorRef Nobody => ActorRefs.Nobody;

    private IActorRef Link(RunContext run, IChannel channel, IActorRef encoders) => Sys.ActorOf(Making.Of(() =>
        new LinkActor(run, new GroupLink(channel, Snr, new()),
            new AdapterPolicy(run.Options.Adapters, Snr, run.Seed, default), encoders)));

    private sealed class BrokenChannel : IChannel
    {
        public void Impose(in ChannelUse use, Realisation realisation) => throw new InvalidOperationException("no air");
    }
}
