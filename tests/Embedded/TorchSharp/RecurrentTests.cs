using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class RecurrentTests
{
    private const int Steps = 4, Batch = 2, Width = 3, Hidden = 5;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Lstm_EqualsItsEquationsStepByStep(int layers, bool bidirectional)
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTM(Width, Hidden, layers, bidirectional: bidirectional);
        var directions = bidirectional ? 2 : 1;
        var input = randn(Steps, Batch, Width);
        var (h0, c0) = (randn(layers * directions, Batch, Hidden), randn(layers * directions, Batch, Hidden));
        var (output, hn, cn) = lstm.call(input, (h0, c0));
        var (expected, hiddens, cells) = Unrolled(lstm.state_dict(), input, h0, c0, layers, directions);
        output.ShouldBe(expected, 1e-5);
        hn.ShouldBe(hiddens, 1e-5);
        cn.ShouldBe(cells, 1e-5);
    }

    [Fact]
    public void Lstm_BatchFirst_TurnsInputAndOutput()
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTM(Width, Hidden);
        using var turned = nn.LSTM(Width, Hidden, batchFirst: true);
        turned.load_state_dict(lstm.state_dict());
        var input = randn(Steps, Batch, Width);
        var (output, hn, _) = lstm.call(input);
        var (other, otherHn, _) = turned.call(input.transpose(0, 1));
        other.ShouldBe(output.transpose(0, 1));
        otherHn.ShouldBe(hn);
    }

    [Fact]
    public void Lstm_NamesItsWeightsAsPytorchDoes()
    {
        using var lstm = nn.LSTM(Width, Hidden, 2, bidirectional: true);
        lstm.state_dict().Keys
            .Should().Contain(["weight_ih_l0", "weight_hh_l0_reverse", "bias_ih_l1", "bias_hh_l1_reverse"]);
        lstm.parameters().Should().HaveCount(16);
        using var state = lstm.state_dict()["weight_ih_l1"].alias();
        state.shape.Should().Equal(4 * Hidden, 2 * Hidden);
    }

    [Fact]
    public void Lstm_WithoutBias_Runs()
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTM(Width, Hidden, bias: false);
        lstm.parameters().Should().HaveCount(2);
        lstm.call(zeros(Steps, Batch, Width)).Item1.ShouldBe(zeros(Steps, Batch, Hidden));
    }

    [Fact]
    public void Lstm_Gradient_ReachesEveryWeight()
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTM(Width, Hidden, 2);
        var output = lstm.call(randn(Steps, Batch, Width)).Item1;
        var gradients = autograd.grad([output.sum()], lstm.parameters().ToArray<Tensor>());
        gradients.Should().OnlyContain(gradient => gradient.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Embedding_LooksRowsUp_AndKeepsThePaddingZero()
    {
        using var scope = NewDisposeScope();
        using var embedding = nn.Embedding(5, 3, padding_idx: 1);
        var ids = tensor(new long[,] { { 0, 1 }, { 4, 0 } });
        var found = embedding.call(ids);
        found.shape.Should().Equal(2, 2, 3);
        found[0, 0].ShouldBe(embedding.weight![0]);
        found[0, 1].ShouldHold(0, 0, 0);
        var gradient = autograd.grad([found.sum()], [embedding.weight!])[0];
        gradient.sum(1).ShouldHold(6, 0, 0, 0, 3);
    }

    private static (Tensor, Tensor, Tensor) Unrolled(Dictionary<string, Tensor> weights, Tensor input, Tensor h0,
        Tensor c0, int layers, int directions)
    {
        var hiddens = new List<Tensor>();
        var cells = new List<Tensor>();
        for (var layer = 0; layer < layers; layer++)
        {
            var outputs = new List<Tensor>();
            for (var direction = 0; direction < directions; direction++)
            {
                var (h, c) = (h0[hiddens.Count], c0[hiddens.Count]);
                var steps = new Tensor[Steps];
                foreach (var t in direction == 0 ? Enumerable.Range(0, Steps) : Enumerable.Range(0, Steps).Reverse())
                {
                    (h, c) = Cell(weights, $"_l{layer}{(direction == 0 ? "" : "_reverse")}", input[t], h, c);
                    steps[t] = h;
                }
                outputs.Add(stack(steps));
                hiddens.Add(h);
                cells.Add(c);
            }
            input = cat(outputs, -1);
        }
        return (input, stack(hiddens), stack(cells));
    }

    private static (Tensor, Tensor) Cell(Dictionary<string, Tensor> weights, string suffix, Tensor x, Tensor h,
        Tensor c)
    {
        var gates = x.matmul(weights["weight_ih" + suffix].t()) + weights["bias_ih" + suffix]
            + h.matmul(weights["weight_hh" + suffix].t()) + weights["bias_hh" + suffix];
        var parts = gates.chunk(4, 1);    // input, forget, cell, output
        c = parts[1].sigmoid() * c + parts[0].sigmoid() * parts[2].tanh();
        return (parts[3].sigmoid() * c.tanh(), c);
    }
}
