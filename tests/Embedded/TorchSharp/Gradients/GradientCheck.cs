using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

/// <summary>Compares gradients with central differences in float64.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    private const double RelativeTolerance = 1e-6;

    // Differences of values near 1 carry rounding errors of about 1e-16 / Step.
    private const double AbsoluteTolerance = 1e-9;

    /// <summary>
    /// Every input's gradient of a fixed random weighting of the output, relative to its largest entry.
    /// </summary>
    internal static void Check(Func<Tensor[], Tensor> function, Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        var leaves = inputs.Select(input => input.detach().clone().requires_grad_()).ToArray();
        var output = function(leaves);
        var weights = randn(output.shape, float64, generator: new Generator(5));
        output.requires_grad.Should().BeTrue("otherwise there is nothing to check");
        var gradients = autograd.grad([output], leaves, [weights], allow_unused: true);
        for (var i = 0; i < inputs.Length; i++)
        {
            var analytic = gradients[i] is { } gradient ? gradient.Values() : new double[inputs[i].numel()];
            Compare(analytic, Differences(function, inputs, i, weights), i);
        }
    }

    /// <summary>The same for the gradients of the gradient.</summary>
    internal static void CheckSecond(Func<Tensor[], Tensor> function, Tensor[] inputs) => Check(leaves =>
    {
        var tracked = leaves.Select(leaf => leaf.requires_grad ? leaf : leaf.detach().requires_grad_()).ToArray();
        var output = function(tracked);
        var weights = randn(output.shape, float64, generator: new Generator(7));
        var gradients = autograd.grad([output], tracked, [weights], create_graph: true);
        return cat(gradients.Select(g => g.reshape(-1)).ToArray(), 0);
    }, inputs);

    private static double[] Differences(Func<Tensor[], Tensor> function, Tensor[] inputs, int which, Tensor weights)
    {
        var moved = inputs.Select(input => input.clone()).ToArray();
        var flat = moved[which].view(-1);
        var values = inputs[which].Values();
        return [.. values.Select((value, i) =>
        {
            var difference = At(i, value + Step) - At(i, value - Step);
            flat[i] = value;
            return difference / (2 * Step);
        })];

        double At(int i, double value)
        {
            using var inner = NewDisposeScope();
            flat[i] = value;
            return (function(moved) * weights).sum().item<double>();
        }
    }

    private static void Compare(double[] analytic, double[] numeric, int which)
    {
        var largest = numeric.Max(Math.Abs);
        for (var i = 0; i < analytic.Length; i++)
            analytic[i].Should().BeApproximately(numeric[i], AbsoluteTolerance + RelativeTolerance * largest,
                "that is what central differences give for element {0} of input {1}", i, which);
    }
}
