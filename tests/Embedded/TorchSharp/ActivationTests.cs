using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class ActivationTests
{
    private static readonly double[] Points = [-3, -0.5, 0, 0.5, 3];

    public static TheoryData<string> Names => new(Activations.Keys);

    private static readonly Dictionary<string, Activation> Activations = new()
    {
        ["relu"] = new(x => F.relu(x), v => Math.Max(v, 0)),
        ["leaky_relu"] = new(x => F.leaky_relu(x, 0.2), v => v < 0 ? 0.2 * v : v),
        ["sigmoid"] = new(x => F.sigmoid(x), v => 1 / (1 + Math.Exp(-v))),
        ["tanh"] = new(x => F.tanh(x), Math.Tanh),
        ["silu"] = new(x => F.silu(x), v => v / (1 + Math.Exp(-v))),
        ["softplus"] = new(x => F.softplus(x), v => Math.Log(1 + Math.Exp(v))),
        ["elu"] = new(x => x.elu(), v => v < 0 ? Math.Exp(v) - 1 : v),
        ["hardtanh"] = new(x => x.hardtanh((-1).ToScalar(), 1.ToScalar()), v => Math.Clamp(v, -1, 1)),
        ["log_sigmoid"] = new(x => x.log_sigmoid(), v => -Math.Log(1 + Math.Exp(-v))),
        ["ReLU"] = new(nn.ReLU().call, v => Math.Max(v, 0)),
        ["LeakyReLU"] = new(nn.LeakyReLU(0.1).call, v => v < 0 ? 0.1 * v : v),
        ["PReLU"] = new(nn.PReLU(1, dtype: float64).call, v => v < 0 ? 0.25 * v : v),
        ["Sigmoid"] = new(nn.Sigmoid().call, v => 1 / (1 + Math.Exp(-v))),
        ["Tanh"] = new(nn.Tanh().call, Math.Tanh),
        ["SiLU"] = new(nn.SiLU().call, v => v / (1 + Math.Exp(-v))),
    };

    private sealed record Activation(Func<Tensor, Tensor> Function, Func<double, double> Formula);

    [Theory]
    [MemberData(nameof(Names))]
    public void Activation_FollowsItsFormula(string name)
    {
        using var scope = NewDisposeScope();
        var (function, formula) = Activations[name];
        function(tensor(Points)).ShouldHold([.. Points.Select(formula)]);
    }

    [Fact]
    public void Softmax_SumsToOne_AndStandsLargeNumbers()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[,] { { 1000.0, 1001 }, { 0, Math.Log(3) } });
        x.softmax(1).ShouldHold(1 / (1 + Math.E), Math.E / (1 + Math.E), 0.25, 0.75);
        x.log_softmax(1).exp().ShouldBe(x.softmax(1));
        nn.Softmax(0).call(x).sum([0]).ShouldHold(1, 1);
    }

    [Fact]
    public void InPlaceActivation_ChangesItsInput()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -1f, 1 });
        using var relu = nn.ReLU(inplace: true);
        relu.call(x).ShouldHold(0, 1);
        x.ShouldHold(0, 1);
    }

    [Fact]
    public void Dropout_ZeroesInTrainingOnly_AndScalesTheRest()
    {
        using var scope = NewDisposeScope();
        using var dropout = nn.Dropout(0.25);
        var x = ones(10_000);
        var kept = dropout.call(x).gt(0.ToScalar()).to_type(float32).mean().item<float>();
        kept.Should().BeApproximately(0.75f, 0.03f, "n is 10,000: 7 standard deviations");
        dropout.call(x).max().item<float>().Should().BeApproximately(4f / 3, 1e-6f);
        dropout.eval();
        dropout.call(x).ShouldBe(x);
    }
}
