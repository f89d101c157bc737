using FluentAssertions.Execution;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>Reads and compares whole tensors in double precision.</summary>
internal static class TensorAssertions
{
    /// <summary>The elements in row-major order.</summary>
    internal static double[] Values(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to_type(float64).contiguous().data<double>().ToArray();
    }

    /// <summary>Row-major elements, within 1e-6 of each.</summary>
    internal static void ShouldHold(this Tensor actual, params double[] expected) => ShouldHold(actual, 1e-6, expected);

    /// <summary>The same shape, and every element within the absolute tolerance.</summary>
    internal static void ShouldBe(this Tensor actual, Tensor expected, double tolerance = 1e-6)
    {
        actual.shape.Should().Equal(expected.shape);
        ShouldHold(actual, tolerance, expected.Values());
    }

    private static void ShouldHold(Tensor actual, double tolerance, double[] expected)
    {
        var found = actual.Values();
        found.Should().HaveCount(expected.Length);
        var wrong = Enumerable.Range(0, found.Length).Where(i => !Same(found[i], expected[i], tolerance)).ToArray();
        Execute.Assertion.ForCondition(wrong.Length == 0).FailWith(
            "{0} of {1} elements differ, the first at {2}: {3}, not {4}",
            wrong.Length, found.Length, wrong.FirstOrDefault(), found.ElementAtOrDefault(wrong.FirstOrDefault()),
            expected.ElementAtOrDefault(wrong.FirstOrDefault()));
    }

    private static bool Same(double found, double expected, double tolerance) =>
        found.Equals(expected) || Math.Abs(found - expected) <= tolerance;
}
