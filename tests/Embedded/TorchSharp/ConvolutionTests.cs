using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class ConvolutionTests
{
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(2, 1, 1, 2)]
    [InlineData(3, 2, 2, 4)]
    public void Conv2d_EqualsTheSumsOfItsDefinition(int stride, int padding, int dilation, int groups)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var input = randn([2, 4, 7, 6], float64, generator: generator);
        var weight = randn([8, 4 / groups, 3, 2], float64, generator: generator);
        var bias = randn([8], float64, generator: generator);
        long[] strides = [stride, stride], pads = [padding, padding], dilations = [dilation, dilation];
        var found = nn.functional.conv2d(input, weight, bias, strides, pads, dilations, groups);
        found.ShouldBe(Convolved(input, weight, bias, stride, padding, dilation, groups), 1e-9);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 1, 2)]
    public void ConvTranspose2d_IsTheAdjointOfConv2d(int stride, int padding, int groups)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var image = randn([1, 4, 7, 7], float64, generator: generator);
        var weight = randn([6, 4 / groups, 3, 3], float64, generator: generator);
        long[] strides = [stride, stride], pads = [padding, padding];
        var there = nn.functional.conv2d(image, weight, null, strides, pads, groups: groups);
        var other = randn(there.shape, float64, generator: generator);
        var back = nn.functional.conv_transpose2d(other, weight, null, strides, pads, groups: groups);
        back.shape.Should().Equal(image.shape);
        (there * other).sum().item<double>().Should().BeApproximately((image * back).sum().item<double>(), 1e-9);
    }

    [Fact]
    public void Conv2d_WithSamePadding_KeepsTheSize()
    {
        using var scope = NewDisposeScope();
        nn.functional.conv2d_padding(ones(1, 1, 4, 4), ones(1, 1, 3, 3), padding: TorchSharp.Padding.Same)
            .shape.Should().Equal(1, 1, 4, 4);
        nn.functional.conv1d(ones(1, 1, 4), ones(1, 1, 2)).ShouldHold(2, 2, 2);
    }

    [Fact]
    public void ConvTranspose2d_OutputPadding_ChoosesTheLargerSize()
    {
        using var scope = NewDisposeScope();
        long[] strides = [2, 2], pads = [1, 1], outputPads = [1, 1];
        nn.functional.conv_transpose2d(ones(1, 1, 3, 3), ones(1, 1, 3, 3), null, strides, pads, outputPads)
            .shape.Should().Equal(1, 1, 6, 6);
    }

    [Fact]
    public void Unfold_ListsThePatchesThatAConvolutionSees()
    {
        using var scope = NewDisposeScope();
        var image = randn([1, 2, 4, 4], generator: new Generator(1));
        var weight = randn([3, 2, 2, 2], generator: new Generator(2));
        var columns = nn.functional.unfold(image, 2);
        weight.view(3, -1).matmul(columns).view(1, 3, 3, 3).ShouldBe(nn.functional.conv2d(image, weight), 1e-5);
    }

    private static Tensor Convolved(Tensor input, Tensor weight, Tensor bias, int stride, int padding, int dilation,
        int groups)
    {
        var (n, h, w) = (input.shape[0], input.shape[2], input.shape[3]);
        var (outputs, fan, kh, kw) = (weight.shape[0], weight.shape[1], weight.shape[2], weight.shape[3]);
        var (x, k, b) = (input.data<double>(), weight.data<double>(), bias.data<double>());
        var (oh, ow) = (Extent(h, kh), Extent(w, kw));
        var result = zeros([n, outputs, oh, ow], float64);
        var y = result.data<double>();
        foreach (var (i, o, r, c) in All(n, outputs, oh, ow))
        {
            var sum = b[o];
            foreach (var (ic, ky, kx, _) in All(fan, kh, kw, 1))
            {
                var (row, column) = (r * stride - padding + ky * dilation, c * stride - padding + kx * dilation);
                if (row >= 0 && row < h && column >= 0 && column < w)
                    sum += x[i, o / (outputs / groups) * fan + ic, row, column] * k[o, ic, ky, kx];
            }
            y[i, o, r, c] = sum;
        }
        return result;

        long Extent(long size, long kernel) => (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
    }

    private static IEnumerable<(long, long, long, long)> All(long a, long b, long c, long d)
    {
        for (var at = 0L; at < a * b * c * d; at++)
            yield return (at / (b * c * d), at / (c * d) % b, at / d % c, at % d);
    }
}
