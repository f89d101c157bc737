using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;

namespace EditableDeepSC.Models.Tests.Jecc;

public sealed class AdapterHeaderTests
{
    private const int Adapters = 5;

    [Theory]
    [InlineData(2, 1.0)]
    [InlineData(5, 0.5)]
    [InlineData(1000, 0.3)]
    public void Encode_AnyTwoIds_AreFarApart(int adapters, double leastShare)
    {
        var words = Enumerable.Range(0, adapters).Select(id => AdapterHeader.Encode(id, adapters)).ToArray();
        words.Should().OnlyContain(word => word.Length == 2 * AdapterHeader.Symbols(adapters));

        // A linear code: the distances of any two are among those to the first.
        words.Skip(1).Min(word => word.Zip(words[0]).Count(pair => pair.First != pair.Second) / (double)word.Length)
            .Should().BeGreaterThanOrEqualTo(leastShare);
    }

    [Fact]
    public void Send_WhiteNoise_IsReadWronglyAsSeldomAsTheUnionBoundSays()
    {
        const double SnrDb = -10;
        const int Count = 4000;
        var words = Enumerable.Range(0, Adapters).Select(id => AdapterHeader.Encode(id, Adapters)).ToArray();
        // Q(d / 2 sigma) of each other id: d^2 is 4 for each symbol that differs, sigma^2 the inverse of the SNR.
        var bound = words.Average(word => words.Where(other => other != word).Sum(other =>
        {
            var apart = 4 * word.Zip(other).Count(pair => pair.First != pair.Second);
            return MathNet.Numerics.SpecialFunctions.Erfc(Math.Sqrt(apart * Math.Pow(10, SnrDb / 10) / 8)) / 2;
        }));

        var wrong = Wrong(new AwgnChannel(), SnrDb, Count);

        wrong.Should().BeInRange((int)(bound * Count * 0.5), (int)(bound * Count + 3 * Math.Sqrt(bound * Count)));
    }

    [Fact]
    public void Send_BlockFading_IsOftenReadWronglyAtALowSnr() =>
        // At -6 dB a fade of 10 dB, one in ten, brings the SNR to where a quarter is wrong; n = 2,000.
        (Wrong(new RayleighChannel(new() { BlockSymbols = 0 }), -6, 2000) / 2000.0).Should().BeInRange(0.01, 0.1);

    [Fact]
    public void Send_OneAdapter_HasNoHeader() => AdapterHeader.Symbols(1).Should().Be(0);

    private static int Wrong(IChannel channel, double snrDb, int count)
    {
        var air = new Transmission(channel);
        var symbols = Enumerable.Repeat(1f, 128).ToArray();
        return Enumerable.Range(0, count).Count(i =>
        {
            var use = new ChannelUse(new Seed(1), default, new TransmissionId(i), 0, snrDb);
            return air.Send(symbols, i % Adapters, use, Adapters).Frame.AdapterIndex != i % Adapters;
        });
    }
}
