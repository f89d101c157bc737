#if ENGINE_EMBEDDED
using System.Reflection;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

/// <summary>No operator is forgotten: each has a row in the table, or stands here with the reason why not.</summary>
public class GradientCoverageTests
{
    private static readonly Dictionary<string, string> Excluded = new(StringComparer.Ordinal)
    {
        ["a truth value has no derivative"] =
            "eq ne lt le gt ge equal isclose isfinite isinf isnan isneginf isposinf all any " +
            "logical_and logical_not logical_or logical_xor bitwise_and bitwise_not bitwise_or bitwise_xor bool",
        ["a position or a count has no derivative"] =
            "argmax argmin argsort nonzero bincount histc count_nonzero unique one_hot byte int long",
        ["libtorch gives it no derivative"] = "floor_divide",
        ["has no input to differentiate by"] =
            "arange as_tensor empty empty_like eye full full_like linspace normal ones " +
            "ones_like rand rand_like randint randn randn_like randperm tensor zeros zeros_like",
        ["draws at random"] = "bernoulli multinomial",
        ["cuts the graph, and GraphTests says so"] = "detach",
        ["less precise than the differences"] = "bfloat16 float half",
        ["needs a GPU"] = "cuda pin_memory",
        ["moves the owner, not the values"] =
            "DetachFromDisposeScope MoveToOuterDisposeScope MoveToOtherDisposeScope with_requires_grad",
    };

    private static readonly string[] Exclusions = [.. Excluded.Values.SelectMany(names => names.Split(' '))];

    [Fact]
    public void EveryPublicOperator_HasARowOrAReason()
    {
        var names = OperatorNames();
        names.Should().HaveCountGreaterThan(250);
        names.Except(GradientTable.Methods).Except(Exclusions).Should().BeEmpty();
    }

    [Fact]
    public void EveryExclusion_StillExists() =>
        Exclusions.Should().OnlyHaveUniqueItems().And.BeSubsetOf(OperatorNames());

    /// <summary>In-place forms are left out: InPlaceTests holds each against its out-of-place form.</summary>
    private static HashSet<string> OperatorNames()
    {
        Type[] owners = [typeof(Tensor), typeof(TorchSharp.torch), typeof(nn.functional), typeof(linalg)];
        const BindingFlags own =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return owners.SelectMany(type => type.GetMethods(own))
            .Where(method => !method.IsSpecialName && !method.Name.EndsWith('_') && Returns(method.ReturnType))
            .Select(method => method.Name).ToHashSet(StringComparer.Ordinal);
    }

    private static bool Returns(Type type) => type == typeof(Tensor) || type == typeof(Tensor[])
        || (type.Name.StartsWith("ValueTuple", StringComparison.Ordinal)
            && type.GetGenericArguments().Contains(typeof(Tensor)));
}
#endif
