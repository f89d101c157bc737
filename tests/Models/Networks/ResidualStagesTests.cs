using EditableDeepSC.Models.Networks;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Tests.Networks;

public sealed class ResidualStagesTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(24)]
    public void Downsample_FewChannels_IsTheStridedConvolutionForwardAndBackward(int channels)
    {
        using var scope = NewDisposeScope();
        using var downsample = ResidualStages.Downsample(channels, 2 * channels, 2)!;
        downsample.eval();    // its norm then divides by 1
        var weight = downsample.state_dict()["0.weight"];
        for (var time = 0; time < 20; time++)
        {
            var input = Maps.ChannelsLast(randn(2, channels, 16, 16)).detach().requires_grad_();
            var plain = nn.functional.conv2d(input.detach().contiguous(), weight, strides: [2, 2]);

            var output = downsample.call(input);
            var slope = autograd.grad([output.sum()], [input])[0];

            output.allclose(plain, rtol: 1e-4, atol: 1e-5).Should().BeTrue();
            slope[0, .., 0, 0].allclose(weight.sum([0, 2, 3]), rtol: 1e-4, atol: 1e-5).Should().BeTrue();
            slope[0, .., 1, 1].abs().sum().item<float>().Should().Be(0, "that pixel is left out");
        }
    }
}
