using EditableDeepSC.Channels.Channels;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Jecc;

[Collection(SeededTests.Name)]
public sealed class SymbolLinkTests : IDisposable
{
    private const int Size = 64;
    private readonly DisposeScope scope = NewDisposeScope();

    public SymbolLinkTests() => random.manual_seed(6);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("awgn", -6)]
    [InlineData("awgn", 18)]
    [InlineData("rayleigh", 0)]
    [InlineData("rician", 6)]
    public void Send_FlatChannel_IsWhatTheLinkDoes(string channel, double snrDb)
    {
        var air = new ChannelRegistry().Channels.Create(channel);
        var x = LatentPower.Normalise(randn(3, Size));

        var received = new SymbolLink(air).Send(x, snrDb, new Seed(9), new UserId(2), 40);

        for (var row = 0; row < 3; row++)
        {
            var (sent, estimate) = (x[row].data<float>().ToArray(), new float[Size]);
            var use = new ChannelUse(new Seed(9), new UserId(2), new TransmissionId(40 + row), Size / 2, snrDb)
            {
                Power = 2,
            };
            new Link(air, new()).Send(
                use, ComplexSpan.FromReal(sent), ComplexSpan.FromReal(estimate), new float[Size / 2]);
            (received[row] - tensor(estimate)).abs().max().item<float>().Should().BeLessThan(1e-4f);
        }
    }

    [Theory]
    [InlineData("clipping")]
    [InlineData("phase-noise")]
    [InlineData("frequency-selective")]
    public void Send_ChannelThatIsNoProductAndSum_Throws(string channel)
    {
        var link = new SymbolLink(new ChannelRegistry().Channels.Create(channel));

        link.Invoking(l => l.Send(ones(1, Size), 6, new Seed(1), default, 0)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Send_Gradient_PassesThroughTheGain()
    {
        var link = new SymbolLink(new AwgnChannel());
        var x = LatentPower.Normalise(randn(1, Size)).detach().requires_grad_();

        var slope = autograd.grad([link.Send(x, 0, new Seed(1), default, 0).sum()], [x])[0];

        // A least mean square error estimate at 0 dB is half of what arrived.
        (slope - 0.5).abs().max().item<float>().Should().BeLessThan(1e-5f);
    }
}
