using CsCheck;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Channels.Tests.Coding;

public sealed class BitLinkTests
{
    private static readonly LdpcModemOptions _modem = new()
    {
        Code = LdpcCodes.Find("ldpc1296r12"),
        Constellation = Constellation.Qpsk,
        InterleaverColumns = 54,
    };

    public static TheoryData<string> Channels => [.. new ChannelRegistry().Channels.Modules
        .Where(module => module.Name != ChainChannel.Name).Select(module => module.Name)];

    [Fact]
    public void Send_GoodChannel_DeliversAnyMessage()
    {
        var link = new BitLink(new LdpcModem(_modem), Crc.Crc32, new AwgnChannel());
        Gen.Byte.Array[0, 700].Sample(message =>
        {
            var arrived = new byte[message.Length];
            var delivery = link.Send(message, Use(0, esN0Db: 6), arrived);
            delivery.IsIntact.Should().BeTrue();
            arrived.Should().Equal(message);
            var bits = 8 * (message.Length + 4);
            delivery.Words.Should().Be((bits + 647) / 648);
            delivery.Reception.Link.SymbolCount.Should().Be((bits + 648 * delivery.Words) / 2);
            delivery.Reception.Link.MeasuredSnrDb.Should().BeApproximately(6, 1.5);
        }, iter: 50, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Send_EveryChannelOfTheRegistry_SaysTruthfullyWhatArrived(string channel)
    {
        // Es/N0 from hopeless to easy: the CRC may never call a changed message intact (2^-32), and 40 dB must work.
        var link = new BitLink(new LdpcModem(_modem), Crc.Crc32, new ChannelRegistry().Channels.Create(channel));
        var message = new byte[300];
        var arrived = new byte[300];
        for (var i = 0; i < message.Length; i++) message[i] = (byte)(i * 7);
        var intact = 0;
        for (var transmission = 0; transmission < 60; transmission++)
        {
            var delivery = link.Send(message, Use(transmission, esN0Db: -20 + transmission), arrived);
            arrived.AsSpan().SequenceEqual(message).Should().Be(delivery.IsIntact);
            if (delivery.IsIntact) intact++;
        }
        intact.Should().BeInRange(5, 45);
    }

    [Fact]
    public void Send_SameTransmission_ArrivesTheSameWhateverWentBefore()
    {
        var (fresh, used) = (new byte[100], new byte[100]);
        var link = new BitLink(new LdpcModem(_modem), Crc.Crc16, new RayleighChannel(new()));
        for (var i = 0; i < 3; i++) link.Send(new byte[500 * i], Use(i, esN0Db: 0), new byte[500 * i]);
        var second = link.Send(new byte[100], Use(9, esN0Db: -1), used);
        var first = new BitLink(new LdpcModem(_modem), Crc.Crc16, new RayleighChannel(new()))
            .Send(new byte[100], Use(9, esN0Db: -1), fresh);
        second.Should().Be(first);
        used.Should().Equal(fresh);
    }

    [Fact]
    public void Send_WithPilots_ReportsThemAndLosesALittle()
    {
        // 512 QPSK symbols in 8 blocks of one gain: 4 pilots each. 50 messages at 10 dB.
        var channel = new RayleighChannel(new() { BlockSymbols = 64 });
        var known = new BitLink(new UncodedModem(Constellation.Qpsk), Crc.Crc16, channel);
        var estimated = new BitLink(new UncodedModem(Constellation.Qpsk), Crc.Crc16, channel, CsiKind.Pilots);
        var (wrongKnown, wrongEstimated) = (0, 0);
        for (var transmission = 0; transmission < 50; transmission++)
        {
            wrongKnown += WrongBytes(known, transmission, overheadSymbols: 0);
            wrongEstimated += WrongBytes(estimated, transmission, overheadSymbols: 32);
        }
        wrongEstimated.Should().BeInRange(wrongKnown + 1, 2 * wrongKnown);
    }

    private static int WrongBytes(BitLink link, int transmission, int overheadSymbols)
    {
        var arrived = new byte[126];
        var report = link.Send(new byte[126], Use(transmission, esN0Db: 10), arrived).Reception.Link;
        (report.SymbolCount, report.OverheadSymbols).Should().Be((512, overheadSymbols));
        return arrived.Count(value => value != 0);
    }

    [Fact]
    public void Send_SteadyState_AllocatesNothing()
    {
        var link = new BitLink(new LdpcModem(_modem), Crc.Crc32, new RayleighChannel(new()));
        var message = new byte[400];
        link.Send(message, Use(0, esN0Db: 5), message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 10; i++) link.Send(message, Use(i, esN0Db: 5), message);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static ChannelUse Use(int transmission, double esN0Db) =>
        new(new Seed(11), new UserId(2), new TransmissionId(transmission), 0, esN0Db);
}
