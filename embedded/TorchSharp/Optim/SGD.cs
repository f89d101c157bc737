using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Stochastic gradient descent with momentum as PyTorch defines it.</summary>
    public class SGD : OptimizerHelper, optim.IMomentum
    {
        private readonly Options defaults;

        public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov,
            maximize)
        {
        }

        public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false)
        {
            if (nesterov && (momentum <= 0 || dampening != 0))
                throw new ArgumentException("SGD: Nesterov momentum takes a momentum above 0 and no dampening.");
            defaults = Options.Of(null, momentum, dampening, weight_decay, nesterov, maximize);
            AddGroups(parameters, lr);
        }

        public double Momentum { get => defaults.momentum!.Value; set => defaults.momentum = value; }

        private protected override void Update(Modules.ParamGroup group, long steps, Parameter[] parameters,
            Tensor[] gradients)
        {
            var own = (Options)group.Options;
            var momentum = (own.momentum ?? defaults.momentum)!.Value;
            var direction = Decayed(gradients, parameters, (own.weight_decay ?? defaults.weight_decay)!.Value,
                (own.maximize ?? defaults.maximize)!.Value);
            if (momentum != 0)
            {
                var velocity = StateTensors("momentum_buffer", parameters);
                var share = steps == 1 ? 1 : 1 - (own.dampening ?? defaults.dampening)!.Value;
                Op.Run("_foreach_mul_.Scalar", velocity, momentum);
                Op.Run("_foreach_add_.List", velocity, direction, share);
                direction = (own.nesterov ?? defaults.nesterov)!.Value
                    ? Op.CallList("_foreach_add.List", direction, velocity, momentum) : velocity;
            }
            Op.Run("_foreach_add_.List", parameters.ToArray<Tensor>(), direction, -group.LearningRate);
        }

        public class Options : OptimizerOptions
        {
            public double? momentum;
            public double? dampening;
            public double? weight_decay;
            public bool? nesterov;
            public bool? maximize;

            internal static Options Of(double? lr, double momentum, double dampening, double weightDecay, bool nesterov,
                bool maximize) => new()
                {
                    LearningRate = lr,
                    momentum = momentum,
                    dampening = dampening,
                    weight_decay = weightDecay,
                    nesterov = nesterov,
                    maximize = maximize,
                };
        }

        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup() => Options = new Options();

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0,
                double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : base(parameters, SGD.Options.Of(lr, momentum, dampening, weight_decay, nesterov, maximize))
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
            public interface IMomentum
            {
                double Momentum { get; set; }
            }

            public static Modules.SGD SGD(IEnumerable<Modules.Parameter> parameters, double learningRate,
                double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false,
                bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static Modules.SGD SGD(IEnumerable<Modules.SGD.ParamGroup> parameters, double learningRate,
                double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false,
                bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
