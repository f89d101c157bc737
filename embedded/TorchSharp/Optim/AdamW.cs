using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019).</summary>
    public class AdamW : OptimizerHelper, optim.IBetas
    {
        private readonly double epsilon, decay;
        private readonly bool maximize;

        public AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        {
            if (amsgrad) throw new NotSupportedException("AdamW: amsgrad is not in the embedded engine.");
            (Betas, epsilon, decay, this.maximize) = ((beta1, beta2), eps, weight_decay, maximize);
            AddGroups([new ParamGroup { Parameters = parameters }], lr);
        }

        public (double, double) Betas { get; set; }

        private protected override void Update(ParamGroup group, long steps, Parameter[] parameters, Tensor[] gradients)
        {
            if (decay != 0) Op.Run("_foreach_mul_.Scalar", parameters.ToArray<Tensor>(), 1 - group.LearningRate * decay);
            new AdamMoments(Betas.Item1, Betas.Item2, epsilon).Apply(StateTensors("exp_avg", parameters),
                StateTensors("exp_avg_sq", parameters), parameters, Decayed(gradients, parameters, 0, maximize), steps,
                group.LearningRate);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Modules.AdamW AdamW(IEnumerable<Modules.Parameter> parameters, double lr = 0.001,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false,
                bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
