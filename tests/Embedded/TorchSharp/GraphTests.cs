using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>What is recorded for differentiation, and what is not.</summary>
public class GraphTests
{
    [Fact]
    public void Grad_GivesTheDerivativeOfEachInput()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(3.0, requires_grad: true), tensor(2.0, requires_grad: true));
        var gradients = autograd.grad([x * x * y], [x, y]);
        gradients[0].ShouldHold(12);
        gradients[1].ShouldHold(9);
        gradients[0].requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Grad_WithCreateGraph_CanBeDifferentiatedAgain()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3.ToScalar())], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x], create_graph: true)[0];
        first.ShouldHold(12);
        second.ShouldHold(12);
        autograd.grad([second], [x])[0].ShouldHold(6);
    }

    [Fact]
    public void Grad_OfAnUnusedInput_ThrowsUnlessAllowed()
    {
        using var scope = NewDisposeScope();
        var (x, unused) = (tensor(2.0, requires_grad: true), tensor(1.0, requires_grad: true));
        FluentActions.Invoking(() => autograd.grad([x * 2], [x, unused]))
            .Should().Throw<Exception>().WithMessage("*not have been used*");
        autograd.grad([x * 2], [x, unused], allow_unused: true)[1].Should().BeNull();
    }

    [Fact]
    public void Grad_WithOutputWeights_IsAVectorJacobianProduct()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2 }, requires_grad: true);
        autograd.grad([x * x], [x], [tensor(new[] { 10.0, 100 })])[0].ShouldHold(20, 400);
        FluentActions.Invoking(() => autograd.grad([x * x], [x])).Should().Throw<Exception>().WithMessage("*scalar*");
    }

    [Fact]
    public void Backward_AddsUpInTheLeaves()
    {
        using var scope = NewDisposeScope();
        var weight = nn.Parameter(tensor(new[] { 1f, 2 }));
        using var optimizer = optim.SGD([weight], 1);
        (weight * 3).sum().backward();
        (weight * 2).sum().backward();
        optimizer.step();
        weight.ShouldHold(-4, -3);
        optimizer.zero_grad();
        optimizer.step();
        weight.ShouldHold(-4, -3);
    }

    [Fact]
    public void Backward_Twice_NeedsTheGraphRetained()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        var y = x.exp();
        y.backward([ones([], float64)], retain_graph: true);
        y.backward();
        FluentActions.Invoking(y.backward).Should().Throw<Exception>().WithMessage("*second time*");
    }

    [Fact]
    public void NoGrad_RecordsNothing_AndEndsWithItsScope()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        using (no_grad())
        {
            is_grad_enabled().Should().BeFalse();
            (x * 2).requires_grad.Should().BeFalse();
            using (enable_grad()) (x * 2).requires_grad.Should().BeTrue();
            is_grad_enabled().Should().BeFalse();
        }
        (x * 2).requires_grad.Should().BeTrue();
        using (set_grad_enabled(false)) (x * 2).requires_grad.Should().BeFalse();
    }

    [Fact]
    public void InferenceMode_RecordsNothing_AndItsTensorsStayOut()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        Tensor made;
        using (inference_mode())
        {
            is_inference_mode_enabled().Should().BeTrue();
            made = x * 2;
            made.requires_grad.Should().BeFalse();
        }
        is_inference_mode_enabled().Should().BeFalse();
        FluentActions.Invoking(() => (x * made).sum().backward()).Should().Throw<Exception>().WithMessage("*nference*");
    }

    [Fact]
    public void GradMode_BelongsToTheThread()
    {
        using var _ = no_grad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();
        elsewhere.Should().BeTrue();
        is_grad_enabled().Should().BeFalse();
    }

    [Fact]
    public void Detach_CutsTheGraph_AndSharesTheValues()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2 }, requires_grad: true);
        var cut = x.detach();
        cut.requires_grad.Should().BeFalse();
        cut.fill_(5);
        x.ShouldHold(5, 5);
        x.is_leaf.Should().BeTrue();
        (x * 2).is_leaf.Should().BeFalse();
    }

    [Fact]
    public void Backward_OnAnotherThread_UsesTheGraphOfThis()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0, requires_grad: true);
        var y = x.square();
        var found = 0.0;
        var thread = new Thread(() =>
        {
            using var inner = NewDisposeScope();
            found = autograd.grad([y], [x])[0].item<double>();
        });
        thread.Start();
        thread.Join();
        found.Should().Be(6);
    }
}
