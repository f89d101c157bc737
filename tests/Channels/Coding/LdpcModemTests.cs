using CsCheck;
using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Coding;
using EditableDeepSC.Channels.ErrorRates;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Channels.Tests.Coding;

public sealed class LdpcModemTests
{
    [Fact]
    public void Demodulate_AnyNumberOfBits_ReturnsThemWithoutNoise()
    {
        foreach (var (name, constellation, columns) in new[]
        {
            ("ldpc648r12", Constellation.Bpsk, 1), ("ldpc1296r23", Constellation.Qam64, 24),
            ("ldpc1944r56", Constellation.Qam16, 7),
        })
        {
            var code = LdpcCodes.Find(name);
            var modem = new LdpcModem(
                new() { Code = code, Constellation = constellation, InterleaverColumns = columns });
            Gen.Byte[0, 1].Array[1, 5000].Sample(info =>
            {
                var words = (info.Length + code.InfoBits - 1) / code.InfoBits;
                modem.WordsFor(info.Length).Should().Be(words);
                var sentBits = info.Length + words * (code.Length - code.InfoBits);
                var symbols = modem.SymbolsFor(info.Length);
                symbols.Should().Be((sentBits + constellation.BitsPerSymbol - 1) / constellation.BitsPerSymbol);

                var coordinates = new float[2 * symbols];
                var noise = Enumerable.Repeat(0.1f, symbols).ToArray();
                var decided = new byte[info.Length];
                modem.Modulate(info, ComplexSpan.FromReal(coordinates));
                modem.Demodulate(ComplexSpan.FromReal(coordinates), noise, decided)
                    .Should().Be(new Decoding(Converged: true, Iterations: 0));
                decided.Should().Equal(info);
            }, iter: 30, threads: 1);
        }
    }

    [Fact]
    public void Interleaver_FadesAsLongAsAWord_SavesMostMessages()
    {
        // Ten words, each in one fade of its own: 70 % of messages lose at least one of them to a fade of 9 dB.
        // Interleaved over all ten fades, every word has its share of the good ones.
        var (plain, interleaved) = (LostMessages(columns: 1), LostMessages(columns: 54));
        plain.Should().BeInRange(70, 118);
        interleaved.Should().BeLessThan(13);
    }

    private static long LostMessages(int columns)
    {
        var modem = new LdpcModemOptions
        {
            Code = LdpcCodes.Find("ldpc648r12"),
            Constellation = Constellation.Qam16,
            InterleaverColumns = columns,
        };
        var setup = new LinkSetup(new RayleighChannel(new() { BlockSymbols = 162 }), () => new LdpcModem(modem),
            InfoBits: 3240, EsN0Db: 16, new Seed(3), new UserId(0));
        return new ErrorRateEngine(2, TimeProvider.System)
            .Run(() => new LinkTrial(setup), new() { Frames = 128 }).Counts.FrameErrors;
    }
}
