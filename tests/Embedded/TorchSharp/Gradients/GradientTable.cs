using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using static EditableDeepSC.Embedded.Tests.Torch.Gradients.Domain;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

/// <summary>
/// What is differentiated: each row is an expression, its inputs, and (read from the expression's own text) the
/// methods it calls.
/// </summary>
internal static partial class GradientTable
{
    private static readonly Input Default = new(Signed, 2, 3);
    private static readonly Dictionary<string, Row> Rows = new(StringComparer.Ordinal);

    static GradientTable()
    {
        AddPointwise();
        AddArithmetic();
        AddReductions();
        AddShapes();
        AddLinear();
        AddImages();
        AddNorms();
        AddLosses();
    }

    internal static IEnumerable<string> Expressions => Rows.Keys;

    /// <summary>The names of all methods that some expression calls.</summary>
    internal static IReadOnlySet<string> Methods =>
        Rows.Keys.SelectMany(text => Call().Matches(text)).Select(call => call.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);

    internal static Row Find(string expression) => Rows[expression];

    private static void One(Func<Tensor, Tensor> function, Input? x = null,
        [CallerArgumentExpression(nameof(function))] string text = "") =>
        Rows.Add(text, new(inputs => function(inputs[0]), [x ?? Default]));

    private static void Two(Func<Tensor, Tensor, Tensor> function, Input? x = null, Input? y = null,
        [CallerArgumentExpression(nameof(function))] string text = "") =>
        Rows.Add(text, new(inputs => function(inputs[0], inputs[1]), [x ?? Default, y ?? Default]));

    private static void Three(Func<Tensor, Tensor, Tensor, Tensor> function, Input? x = null, Input? y = null,
        Input? z = null, [CallerArgumentExpression(nameof(function))] string text = "") =>
        Rows.Add(text,
            new(inputs => function(inputs[0], inputs[1], inputs[2]), [x ?? Default, y ?? Default, z ?? Default]));

    private static Input In(Domain domain, params long[] shape) => new(domain, shape);

    private static Input In(params long[] shape) => new(Signed, shape);

    /// <summary>Several outputs as one vector.</summary>
    private static Tensor Join(params Tensor[] outputs) =>
        cat(outputs.Select(output => output.reshape(-1)).ToArray(), 0);

    private static Tensor Long(params long[] values) => tensor(values);

    [GeneratedRegex(@"(?:\.|\b)(\w+)\(")]
    private static partial Regex Call();

    internal sealed record Row(Func<Tensor[], Tensor> Function, Input[] Inputs)
    {
        internal Tensor[] MakeInputs()
        {
            using var generator = new Generator(3);
            return [.. Inputs.Select(input => input.Make(generator))];
        }
    }
}
