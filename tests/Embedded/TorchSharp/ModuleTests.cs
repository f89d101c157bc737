using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

public class ModuleTests
{
    [Fact]
    public void RegisterComponents_FindsParametersBuffersAndModules_ByFieldName()
    {
        using var network = new Network();
        network.named_parameters().Select(p => p.name)
            .Should().Equal("scale", "first.weight", "first.bias", "second.weight");
        network.named_buffers().Select(b => b.name).Should().BeEquivalentTo("offset", "scratch");
        network.named_children().Select(c => c.name).Should().Equal("first", "second");
        network.named_modules().Select(m => m.name).Should().Contain(["first", "second"]);
        network.parameters().Should().HaveCount(4).And.OnlyContain(parameter => parameter.requires_grad);
    }

    [Fact]
    public void StateDict_HoldsPersistentBuffersOnly()
    {
        using var network = new Network();
        network.state_dict().Keys
            .Should().BeEquivalentTo("scale", "first.weight", "first.bias", "second.weight", "offset");
    }

    [Fact]
    public void StateDict_Loaded_MakesTheNetworksEqual()
    {
        using var scope = NewDisposeScope();
        using var source = new Network();
        using var target = new Network();
        var x = randn(5, 3);
        var (missing, unexpected) = target.load_state_dict(source.state_dict());
        (missing.Count + unexpected.Count).Should().Be(0);
        target.call(x).ShouldBe(source.call(x), 0);
        target.parameters().First().Should().NotBeSameAs(source.parameters().First());
    }

    [Fact]
    public void LoadStateDict_Strict_NamesWhatIsMissingAndUnknown()
    {
        using var scope = NewDisposeScope();
        using var network = new Network();
        var state = network.state_dict().ToDictionary();
        state.Remove("scale");
        state["stranger"] = zeros(1);
        var act = () => network.load_state_dict(state);
        act.Should().Throw<Exception>();
#if ENGINE_EMBEDDED
        act.Should().Throw<InvalidOperationException>().WithMessage("*missing*scale*unexpected*stranger*");
#endif
        var (missing, unexpected) = network.load_state_dict(state, strict: false);
        missing.Should().Equal("scale");
        unexpected.Should().Equal("stranger");
    }

    [Fact]
    public void LoadStateDict_WithAnotherShape_ThrowsAndLoadsNothing()
    {
        using var scope = NewDisposeScope();
        using var network = new Network();
        var before = network.state_dict()["first.weight"].clone();
        var state = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone() + 1);
        state["second.weight"] = zeros(2, 7);
        var act = () => network.load_state_dict(state);
        act.Should().Throw<Exception>();
#if ENGINE_EMBEDDED
        act.Should().Throw<ArgumentException>().WithMessage("*second.weight*[2, 7]*[2, 4]*");
        network.state_dict()["first.weight"].ShouldBe(before);
#endif
    }

    [Fact]
    public void TrainAndEval_ReachEveryChild()
    {
        using var network = new Network();
        network.training.Should().BeTrue();
        network.eval();
        network.modules().Should().OnlyContain(module => !module.training);
        network.train();
        network.modules().Should().OnlyContain(module => module.training);
    }

    [Fact]
    public void To_ConvertsFloats_AndKeepsTheGradientFlag()
    {
        using var scope = NewDisposeScope();
        using var network = new Network();
        network.to(float64);
        network.parameters().Should().OnlyContain(p => p.dtype == float64 && p.requires_grad && p.is_leaf);
        network.state_dict()["offset"].dtype.Should().Be(float64);
        network.call(zeros(1, 3, float64)).dtype.Should().Be(float64);
        using var norm = nn.BatchNorm2d(2);
        norm.to(float64).state_dict()["num_batches_tracked"].dtype.Should().Be(int64);
    }

    [Fact]
    public void Sequential_RunsInOrder_AndNamesItsSteps()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("grow", nn.Linear(2, 3)), ("bend", nn.ReLU()), ("shrink", nn.Linear(3, 1)));
        network.state_dict().Keys.Should().Equal("grow.weight", "grow.bias", "shrink.weight", "shrink.bias");
        var x = randn(4, 2);
        var steps = network.children().Cast<nn.Module<Tensor, Tensor>>().ToArray();
        network.call(x).ShouldBe(steps[2].call(steps[1].call(steps[0].call(x))));
        using var numbered = nn.Sequential(nn.Linear(2, 2), nn.Identity());
        numbered.state_dict().Keys.Should().Equal("0.weight", "0.bias");
        x.IsInvalid.Should().BeFalse("its input is the caller's");
    }

    [Fact]
    public void Sequential_WithAStepThatReturnsItsInput_KeepsItAlive()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, 2);
        using var network = nn.Sequential(new PassThrough(), nn.ReLU(), new PassThrough());
        network.call(x).ShouldHold(1, 1);
        x.ShouldHold(1, 1);
    }

    [Fact]
    public void To_CarriesGradientsAlong()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 1, hasBias: false);
        layer.weight.sum().backward();
        layer.to(float64);
        using var optimizer = optim.SGD(layer.parameters(), 1);
        var before = layer.weight.clone();
        optimizer.step();
        layer.weight.ShouldBe(before - 1);
    }

    [Fact]
    public void ModuleList_RegistersByPosition()
    {
        using var list = nn.ModuleList(nn.Linear(1, 1, hasBias: false), nn.Linear(1, 1, hasBias: false));
        list.state_dict().Keys.Should().Equal("0.weight", "1.weight");
        list.Should().HaveCount(2);
        list[1].weight.shape.Should().Equal(1, 1);
    }

    [Fact]
    public void ZeroGrad_ForgetsGradients()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 1);
        using var optimizer = optim.SGD(layer.parameters(), 1);
        var before = layer.weight.clone();
        layer.call(ones(1, 2)).sum().backward();
        layer.zero_grad();
        optimizer.step();
        layer.weight.ShouldBe(before, 0);
    }

    [Fact]
    public void Apply_VisitsEveryModule()
    {
        using var network = new Network();
        var visited = new List<string>();
        network.apply(module => visited.Add(module.GetName()));
        visited.Should().BeEquivalentTo("Linear", "Linear", nameof(Network));
    }

    [Fact]
    public void Dispose_FreesParametersAndBuffers()
    {
        var network = new Network();
        var tensors = network.parameters().Concat(network.buffers()).ToArray();
        network.Dispose();
        tensors.Should().OnlyContain(tensor => tensor.IsInvalid);
    }

    private sealed class PassThrough() : nn.Module<Tensor, Tensor>(nameof(PassThrough))
    {
        public override Tensor forward(Tensor input) => input;
    }

    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter scale = nn.Parameter(ones(1));
        private readonly Tensor offset = zeros(2);
        private readonly Linear first = nn.Linear(3, 4);
        private readonly Linear second = nn.Linear(4, 2, hasBias: false);

        internal Network() : base(nameof(Network))
        {
            RegisterComponents();
            register_buffer("scratch", zeros(1), persistent: false);
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input).relu()) * scale + offset;
    }
}
