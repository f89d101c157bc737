using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Adam (Kingma and Ba, 2015), with L2 decay in the gradient.</summary>
    public class Adam : OptimizerHelper, optim.IBetas
    {
        private readonly Options defaults;

        public Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
        {
        }

        public Adam(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        {
            if (amsgrad) throw new NotSupportedException("Adam: amsgrad is not in the embedded engine.");
            defaults = new() { beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, maximize = maximize };
            AddGroups(parameters, lr);
        }

        public (double, double) Betas
        {
            get => (defaults.beta1!.Value, defaults.beta2!.Value);
            set => (defaults.beta1, defaults.beta2) = value;
        }

        private protected override void Update(Modules.ParamGroup group, long steps, Parameter[] parameters, Tensor[] gradients)
        {
            var own = (Options)group.Options;
            var decayed = Decayed(gradients, parameters, (own.weight_decay ?? defaults.weight_decay)!.Value,
                (own.maximize ?? defaults.maximize)!.Value);
            var moments = new AdamMoments(own.beta1 ?? defaults.beta1!.Value, own.beta2 ?? defaults.beta2!.Value,
                own.eps ?? defaults.eps!.Value);
            moments.Apply(StateTensors("exp_avg", parameters), StateTensors("exp_avg_sq", parameters), parameters, decayed,
                steps, group.LearningRate);
        }

        public class Options : OptimizerOptions
        {
            public double? beta1;
            public double? beta2;
            public double? weight_decay;
            public double? eps;
            public bool? maximize;
        }

        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup() => Options = new Options();

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : base(parameters, new Options
                {
                    LearningRate = lr,
                    beta1 = beta1,
                    beta2 = beta2,
                    eps = eps,
                    weight_decay = weight_decay,
                    maximize = maximize,
                })
            {
                if (amsgrad) throw new NotSupportedException("Adam: amsgrad is not in the embedded engine.");
            }
        }
    }

    /// <summary>The moment estimates and the step that Adam and AdamW share.</summary>
    internal readonly record struct AdamMoments(double Beta1, double Beta2, double Epsilon)
    {
        internal void Apply(Tensor[] average, Tensor[] square, Parameter[] parameters, Tensor[] gradients, long steps, double lr)
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
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public interface IBetas
            {
                (double, double) Betas { get; set; }
            }

            public static Modules.Adam Adam(IEnumerable<Modules.Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false,
                bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Modules.Adam Adam(IEnumerable<Modules.Adam.ParamGroup> parameters, double lr = 0.001,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false,
                bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
