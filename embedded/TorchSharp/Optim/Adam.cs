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
            defaults = Options.Of(null, beta1, beta2, eps, weight_decay, amsgrad, maximize);
            AddGroups(parameters, lr);
        }

        public (double, double) Betas
        {
            get => (defaults.beta1!.Value, defaults.beta2!.Value);
            set => (defaults.beta1, defaults.beta2) = value;
        }

        private protected override void Update(Modules.ParamGroup group, long steps, Parameter[] parameters,
            Tensor[] gradients)
        {
            var own = (Options)group.Options;
            var decayed = Decayed(gradients, parameters, (own.weight_decay ?? defaults.weight_decay)!.Value,
                (own.maximize ?? defaults.maximize)!.Value);
            var moments = new AdamMoments(own.beta1 ?? defaults.beta1!.Value, own.beta2 ?? defaults.beta2!.Value,
                own.eps ?? defaults.eps!.Value);
            moments.Apply(StateTensors("exp_avg", parameters), StateTensors("exp_avg_sq", parameters), parameters,
                decayed, steps, group.LearningRate);
        }

        public class Options : OptimizerOptions
        {
            public double? beta1;
            public double? beta2;
            public double? weight_decay;
            public double? eps;
            public bool? maximize;

            internal static Options Of(double? lr, double beta1, double beta2, double eps, double weightDecay,
                bool amsgrad, bool maximize)
            {
                if (amsgrad) throw new NotSupportedException("Adam: amsgrad is not in the embedded engine.");
                return new()
                {
                    LearningRate = lr,
                    beta1 = beta1,
                    beta2 = beta2,
                    eps = eps,
                    weight_decay = weightDecay,
                    maximize = maximize,
                };
            }
        }

        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup() => Options = new Options();

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0, bool amsgrad = false,
                bool maximize = false)
                : base(parameters, Adam.Options.Of(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize))
            {
            }
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

            public static Modules.Adam Adam(IEnumerable<Modules.Parameter> parameters, double lr = 0.001,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0,
                bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Modules.Adam Adam(IEnumerable<Modules.Adam.ParamGroup> parameters, double lr = 0.001,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0,
                bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
