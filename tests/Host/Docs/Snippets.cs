using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Channels.Receivers;

namespace EditableDeepSC.Host.Tests.Docs;

/// <summary>
/// The C# of the docs, compiled and run. A block of the docs is the text between two markers; see
/// <see cref="SnippetsInDocsTests"/>.
/// </summary>
public class Snippets
{
    [Fact]
    public void A_link_sends_symbols()
    {
        var (seed, user, transmission, now) = (new Seed(1), new UserId(2), new TransmissionId(3), 4.0);
        ComplexSpan symbols = ComplexSpan.FromReal(Alternating(64)), estimate = ComplexSpan.FromReal(new float[64]);
        var variance = new float[32];

        // snippet
        var link = new Link(new RayleighChannel(new RayleighOptions { BlockSymbols = 16 }), new ReceiverOptions());
        var use = new ChannelUse(seed, user, transmission, symbols.Length, SnrDb: 6) { TimeSeconds = now, Power = 2 };
        var report = link.Send(use, symbols, estimate, variance);
        // end

        report.SymbolCount.Should().Be(32);
        report.RequestedSnrDb.Should().Be(6);
        variance.Should().AllSatisfy(one => one.Should().BeGreaterThan(0));
    }

    [Fact]
    public void A_bit_link_sends_bytes()
    {
        byte[] message = [1, 2, 3, 4], arrived = new byte[4];
        var use = new ChannelUse(new Seed(1), new UserId(2), new TransmissionId(3), 0, SnrDb: 40);

        // snippet
        var modem = new LdpcModem(new() { Code = LdpcCodes.Find("ldpc1944r12"), Constellation = Constellation.Qam16 });
        var delivery = new BitLink(modem, Crc.Crc32, new RayleighChannel(new())).Send(message, use, arrived);
        // end

        delivery.IsIntact.Should().BeTrue();
        arrived.Should().Equal(message);
    }

    private static float[] Alternating(int count) => [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? 1f : -1f)];
}
