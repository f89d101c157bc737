#if ENGINE_EMBEDDED
using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch;

/// <summary>By reflection: a method in place, and a functional form, does what the plain method does.</summary>
public class InPlaceTests
{
    private static readonly string[] Drawing =
    [
        "bernoulli_", "empty_like_", "exponential_", "multinomial_", "normal_", "rand_like_", "randn_like_", "random_",
        "uniform_",
    ];
    private static readonly string[] TakingIndices = ["index_add_", "masked_fill_", "scatter_", "scatter_add_"];
    private static readonly string[] WithoutPlainForm =
        ["copy_", "detach_", "fill_", "index_copy_", "index_fill_", "index_put_", "requires_grad_", "zero_"];

    private static readonly MethodInfo[] Methods =
        [.. typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(Tensor) && !method.IsSpecialName)];

    public static TheoryData<string> InPlace => new(Methods.Where(m => m.Name.EndsWith('_'))
        .Select(Signature)
        .Where(s => !Drawing.Concat(TakingIndices).Concat(WithoutPlainForm).Contains(s.Split('(')[0])));

    public static TheoryData<string> Functional => new(FunctionalForms().Select(Signature));

    [Theory]
    [MemberData(nameof(InPlace))]
    public void InPlace_GivesItsOwnTensor_WithThePlainResult(string signature)
    {
        using var scope = NewDisposeScope();
        var method = Methods.Single(m => Signature(m) == signature);
        var plain = Methods.Single(m => m.Name == method.Name[..^1]
            && Types(m.GetParameters()).SequenceEqual(Types(method.GetParameters())));
        var self = Values(0);
        var arguments = Arguments(method.GetParameters());
        var expected = (Tensor)plain.Invoke(self, arguments)!;
        method.Invoke(self, arguments).Should().BeSameAs(self);
        self.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Functional))]
    public void FunctionalForm_GivesWhatTheMethodGives(string signature)
    {
        using var scope = NewDisposeScope();
        var function = FunctionalForms().Single(m => Signature(m) == signature);
        var self = Values(0);
        var arguments = Arguments(function.GetParameters()[1..]);
        Attempt(function, null, [self, .. arguments]).Should().Be(Attempt(MethodOf(function)!, self, arguments));
    }

    private static IEnumerable<MethodInfo> FunctionalForms() => typeof(TorchSharp.torch)
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(m => m.GetParameters() is [var first, ..] && first.ParameterType == typeof(Tensor)
            && m.ReturnType == typeof(Tensor) && !Drawing.Contains(m.Name + '_') && MethodOf(m) is not null
            && !m.GetParameters().Any(p => p.ParameterType.IsByRefLike));

    private static MethodInfo? MethodOf(MethodInfo function) => Methods.FirstOrDefault(m => m.Name == function.Name
        && Types(m.GetParameters()).SequenceEqual(Types(function.GetParameters()[1..])));

    /// <summary>The values, or what libtorch has against these arguments: both forms must agree on either.</summary>
    private static string Attempt(MethodInfo method, object? self, object?[] arguments)
    {
        try
        {
            return string.Join(' ', ((Tensor)method.Invoke(self, arguments)!).Values());
        }
        catch (TargetInvocationException failure)
        {
            return failure.InnerException!.Message;
        }
    }

    private static object?[] Arguments(ParameterInfo[] parameters) =>
        [.. parameters.Select((parameter, i) => Argument(parameter.ParameterType, i + 1) ?? Type.Missing)];

    /// <summary>
    /// Something of the type that most operators accept beside a [3, 3] tensor; null for what has a default.
    /// </summary>
    private static object? Argument(Type type, int position) =>
        type == typeof(Tensor) ? Values(position)
        : type == typeof(Scalar) ? (0.25 + position / 4.0).ToScalar()
        : type == typeof(long) ? 1L
        : type == typeof(int) ? 1
        : type == typeof(float) ? 0.5f
        : type == typeof(double) ? 0.25
        : type == typeof(long[]) ? new long[] { 1 }
        : null;

    private static Tensor Values(int position) => linspace(0.1 + position * 0.05, 0.9, 9, float64).view(3, 3);

    private static string Signature(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", Types(method.GetParameters()).Select(t => t.Name))})";

    private static IEnumerable<Type> Types(ParameterInfo[] parameters) =>
        parameters.Select(parameter => parameter.ParameterType);
}
#endif
