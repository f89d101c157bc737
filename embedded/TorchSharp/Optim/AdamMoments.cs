using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The moment estimates and the step that Adam and AdamW share.</summary>
internal readonly record struct AdamMoments(double Beta1, double Beta2, double Epsilon)
{
    internal void Apply(Tensor[] average, Tensor[] square, Parameter[] parameters, Tensor[] gradients, long steps,
        double lr)
    {
        Op.Run("_foreach_mul_.Scalar", average, Beta1);
        Op.Run("_foreach_add_.List", average, gradients, 1 - Beta1);
        Op.Run("_foreach_mul_.Scalar", square, Beta2);
        Op.Run("_foreach_addcmul_.Scalar", square, gradients, gradients, 1 - Beta2);
        var denominator = Op.CallList("_foreach_sqrt", square);
        Op.Run("_foreach_div_.Scalar", denominator, Math.Sqrt(1 - Math.Pow(Beta2, steps)));
        Op.Run("_foreach_add_.Scalar", denominator, Epsilon);
        Op.Run("_foreach_addcdiv_.Scalar", parameters.ToArray<Tensor>(), average, denominator,
            -lr / (1 - Math.Pow(Beta1, steps)));
    }
}
