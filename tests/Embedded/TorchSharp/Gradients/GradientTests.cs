using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

public class GradientTests
{
    public static TheoryData<string> Expressions => new(GradientTable.Expressions);

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Gradient_OfAnOperator_EqualsCentralDifferences(string expression)
    {
        using var scope = NewDisposeScope();
        var row = GradientTable.Find(expression);
        GradientCheck.Check(row.Function, row.MakeInputs());
    }

    [Theory]
    [InlineData("(x, y, z) => nn.functional.conv2d(x, y, z)")]
    [InlineData("(x, y, z) => nn.functional.conv_transpose2d(x, y, z)")]
    [InlineData("(x, y) => nn.functional.conv2d_padding(x, y, padding: TorchSharp.Padding.Same)")]
    [InlineData("(x, y) => x.matmul(y)")]
    [InlineData("(x, y, z) => nn.functional.batch_norm(x, null, null, y, z, true)")]
    [InlineData("(x, y, z) => nn.functional.layer_norm(x, new long[] { 2, 3 }, y, z)")]
    [InlineData("x => nn.functional.avg_pool2d(x, 2)")]
    [InlineData("x => x.sigmoid()")]
    [InlineData("x => x.tanh()")]
    [InlineData("x => x.softmax(1)")]
    [InlineData("x => x.var()")]
    [InlineData("x => x.rsqrt()")]
    [InlineData("(x, y) => nn.functional.mse_loss(x, y)")]
    public void SecondGradient_OfAnOperator_EqualsCentralDifferences(string expression)
    {
        using var scope = NewDisposeScope();
        var row = GradientTable.Find(expression);
        GradientCheck.CheckSecond(row.Function, row.MakeInputs());
    }

    [Fact]
    public void SecondGradient_ThroughAGradientPenalty_EqualsCentralDifferences()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var image = rand([1, 2, 4, 4], float64, generator: generator);
        var first = randn([3, 2, 3, 3], float64, generator: generator);
        var second = randn([1, 3, 2, 2], float64, generator: generator);
        GradientCheck.Check(Penalty, [image, first, second]);
    }

    /// <summary>The squared norm of a small discriminator's gradient with respect to its image (R1).</summary>
    private static Tensor Penalty(Tensor[] inputs)
    {
        var image = inputs[0].requires_grad ? inputs[0] : inputs[0].detach().requires_grad_();
        var hidden = nn.functional.conv2d(image, inputs[1]).tanh();
        var score = nn.functional.conv2d(hidden, inputs[2]).sum();
        return autograd.grad([score], [image], create_graph: true)[0].square().sum();
    }
}
