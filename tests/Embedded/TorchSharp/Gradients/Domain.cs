using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Embedded.Tests.Torch.Gradients;

/// <summary>Where the inputs of a gradient check lie; random values keep clear of kinks and poles.</summary>
internal enum Domain
{
    /// <summary>0.2..1.8 with either sign.</summary>
    Signed,

    /// <summary>0.2..1.8</summary>
    Positive,

    /// <summary>0.1..0.9 with either sign.</summary>
    Unit,
}

/// <summary>One input of a gradient check, in float64.</summary>
internal sealed record Input(Domain Domain, params long[] Shape)
{
    internal Tensor Make(Generator generator)
    {
        using var scope = NewDisposeScope();
        var size = rand(Shape, float64, generator: generator);
        var magnitude = Domain == Domain.Unit ? size * 0.8 + 0.1 : size * 1.6 + 0.2;
        var sign = Domain == Domain.Positive ? ones(Shape, float64)
            : rand(Shape, float64, generator: generator).lt(0.5.ToScalar()).to_type(float64) * 2 - 1;
        return (magnitude * sign).MoveToOuterDisposeScope();
    }
}
