using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Codecs;

[Collection(SeededTests.Name)]
public sealed class TransmissionTests : IDisposable
{
    private const int Size = 64;
    private readonly DisposeScope scope = NewDisposeScope();

    public TransmissionTests() => random.manual_seed(6);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("awgn", -6)]
    [InlineData("awgn", 18)]
    [InlineData("rayleigh", 0)]
    [InlineData("rician", 6)]
    public void Send_TensorOverFlatChannel_IsWhatNumbersGet(string channel, double snrDb)
    {
        var air = new ChannelRegistry().Channels.Create(channel);
        var x = LatentPower.Normalise(randn(3, Size));

        var received = new Transmission(air).Send(x, snrDb, new Seed(9), new UserId(2), 40);

        for (var row = 0; row < 3; row++)
        {
            var use = new ChannelUse(new Seed(9), new UserId(2), new TransmissionId(40 + row), 0, snrDb);
            var (frame, report) = new Transmission(air).Send(x[row].data<float>().ToArray(), 3, use);
            (received[row] - tensor(frame.Symbols)).abs().max().item<float>().Should().BeLessThan(1e-4f);
            frame.Should().BeEquivalentTo(new { AdapterIndex = 3, SnrDb = report.MeasuredSnrDb });
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(30)]
    public void Send_AnyPower_IsNormalised(double factor)
    {
        float[] symbols = [.. randn(Size).data<float>()];
        var use = new ChannelUse(new Seed(9), default, default, 0, 60);

        var plain = new Transmission(new AwgnChannel()).Send(symbols, 0, use).Frame.Symbols;
        var scaled = new Transmission(new AwgnChannel()).Send([.. symbols.Select(x => (float)(factor * x))], 0, use).Frame.Symbols;

        plain.Average(x => (double)x * x).Should().BeApproximately(1, 0.01);
        plain.Zip(scaled, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-4f);
    }

    [Theory]
    [InlineData("clipping")]
    [InlineData("phase-noise")]
    [InlineData("frequency-selective")]
    public void Send_ChannelThatIsNoProductAndSum_Throws(string channel)
    {
        var link = new Transmission(new ChannelRegistry().Channels.Create(channel));

        link.Invoking(l => l.Send(ones(1, Size), 6, new Seed(1), default, 0)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Send_Gradient_PassesThroughTheGain()
    {
        var link = new Transmission(new AwgnChannel());
        var x = LatentPower.Normalise(randn(1, Size)).detach().requires_grad_();

        var slope = autograd.grad([link.Send(x, 0, new Seed(1), default, 0).sum()], [x])[0];

        // A least mean square error estimate at 0 dB is half of what arrived, and what is sent is normalised.
        var half = autograd.grad([(LatentPower.Normalise(x) * 0.5).sum()], [x])[0];
        (slope - half).abs().max().item<float>().Should().BeLessThan(1e-5f);
    }
}
