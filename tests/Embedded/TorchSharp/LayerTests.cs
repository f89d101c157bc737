using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>How layers start, and that each calls the operator it is named after.</summary>
public class LayerTests
{
    [Fact]
    public void Weights_StartUniformWithinOneOverRootFanIn()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(50, 200);
        using var conv = nn.Conv2d(4, 100, 5, groups: 2);
        using var transposed = nn.ConvTranspose2d(100, 4, 5);
        using var lstm = nn.LSTM(30, 64);
        StartsWithin(linear.weight, 1 / Math.Sqrt(50));
        StartsWithin(linear.bias!, 1 / Math.Sqrt(50));
        StartsWithin(conv.weight, 1 / Math.Sqrt(2 * 25));
        StartsWithin(conv.bias!, 1 / Math.Sqrt(2 * 25));
        StartsWithin(transposed.weight, 1 / Math.Sqrt(4 * 25));
        foreach (var parameter in lstm.parameters()) StartsWithin(parameter, 1 / Math.Sqrt(64));
    }

    [Fact]
    public void NormsAndEmbeddings_StartAsPytorchDoes()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(3);
        norm.weight!.ShouldHold(1, 1, 1);
        norm.bias!.ShouldHold(0, 0, 0);
        norm.running_mean!.ShouldHold(0, 0, 0);
        norm.running_var!.ShouldHold(1, 1, 1);
        using var layer = nn.LayerNorm(2);
        layer.weight!.ShouldHold(1, 1);
        using var embedding = nn.Embedding(200, 100);
        embedding.weight!.std().item<float>().Should().BeApproximately(1, 0.03f, "n is 20,000: 6 standard errors");
    }

    [Fact]
    public void Init_FollowsFanInAndFanOut()
    {
        using var scope = NewDisposeScope();
        var weight = zeros(100, 40, 2, 2);
        nn.init.CalculateFanInAndFanOut(weight).Should().Be((160, 400));
        StartsWithin(nn.init.xavier_uniform_(weight), Math.Sqrt(6.0 / 560));
        StartsWithin(nn.init.kaiming_uniform_(weight, 1), Math.Sqrt(3.0 / 160));
        StartsWithin(nn.init.uniform_(weight, -2, 2), 2);
        Deviates(nn.init.xavier_normal_(weight), Math.Sqrt(2.0 / 560));
        Deviates(nn.init.kaiming_normal_(weight, nonlinearity: nn.init.NonlinearityType.ReLU), Math.Sqrt(2.0 / 160));
        Deviates(nn.init.normal_(weight, 0, 3), 3);
        nn.init.constant_(zeros(2), 4).ShouldHold(4, 4);
        nn.init.ones_(zeros(1)).ShouldHold(1);
        nn.init.zeros_(ones(1)).ShouldHold(0);
        nn.init.calculate_gain(nn.init.NonlinearityType.LeakyReLU, 0.2)
            .Should().BeApproximately(Math.Sqrt(2 / 1.04), 1e-12);
    }

    [Fact]
    public void Init_WritesIntoAParameter_WithoutRecording()
    {
        using var parameter = nn.Parameter(zeros(2));
        nn.init.ones_(parameter).Should().BeSameAs(parameter);
        parameter.is_leaf.Should().BeTrue();
    }

    [Fact]
    public void Layers_AreTheirOperators()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 4, 6, 6);
        using var conv = nn.Conv2d(4, 6, 3, stride: 2, padding: 1, groups: 2);
        long[] strides = [2, 2], pads = [1, 1];
        conv.call(x).ShouldBe(nn.functional.conv2d(x, conv.weight, conv.bias, strides, pads, groups: 2));
        using var uneven = nn.Conv2d(4, 6, (3, 1), stride: (1, 2), bias: false);
        uneven.call(x).shape.Should().Equal(2, 6, 4, 3);
        using var transposed = nn.ConvTranspose2d(4, 2, 3, stride: 2, padding: 1, output_padding: 1);
        transposed.call(x).shape.Should().Equal(2, 2, 12, 12);
        using var linear = nn.Linear(6, 5);
        linear.call(x).ShouldBe(x.matmul(linear.weight.t()) + linear.bias!, 1e-5);
        nn.MaxPool2d(2).call(x).ShouldBe(nn.functional.max_pool2d(x, 2));
        nn.AvgPool2d(3, 1, 1).call(x).shape.Should().Equal(x.shape);
        nn.AdaptiveAvgPool2d(1).call(x).ShouldBe(x.mean([2, 3], true), 1e-5);
        nn.Flatten().call(x).shape.Should().Equal(2, 144);
        nn.Identity().call(x).ShouldBe(x, 0);
    }

    private static void StartsWithin(Tensor tensor, double bound)
    {
        var values = tensor.Values();
        values.Should().OnlyContain(value => Math.Abs(value) <= bound * (1 + 1e-6));
        values.Max(Math.Abs).Should().BeGreaterThan(0.9 * bound, "the {0} values fill the range", values.Length);
    }

    // n is 16,000: 6 % is over 10 standard errors.
    private static void Deviates(Tensor tensor, double deviation) =>
        tensor.std().item<float>().Should().BeApproximately((float)deviation, (float)(0.06 * deviation));
}
