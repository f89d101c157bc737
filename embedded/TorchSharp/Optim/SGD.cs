using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Stochastic gradient descent with momentum as PyTorch defines it.</summary>
    public class SGD : OptimizerHelper, optim.IMomentum
    {
        private readonly double dampening, decay;
        private readonly bool nesterov, maximize;

        public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
        {
        }

        public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false)
        {
            (Momentum, this.dampening, decay, this.nesterov, this.maximize) = (momentum, dampening, weight_decay, nesterov, maximize);
            AddGroups(parameters, lr);
        }

        public double Momentum { get; set; }

        private protected override void Update(Modules.ParamGroup group, long steps, Parameter[] parameters, Tensor[] gradients)
        {
            var direction = Decayed(gradients, parameters, decay, maximize);
            if (Momentum != 0)
            {
                var velocity = StateTensors("momentum_buffer", parameters);
                Op.Run("_foreach_mul_.Scalar", velocity, Momentum);
                Op.Run("_foreach_add_.List", velocity, direction, steps == 1 ? 1.0 : 1 - dampening);
                direction = nesterov ? Op.CallList("_foreach_add.List", direction, velocity, Momentum) : velocity;
            }
            Op.Run("_foreach_add_.List", parameters.ToArray<Tensor>(), direction, -group.LearningRate);
        }

        public class Options : OptimizerOptions;

        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup() => Options = new Options();

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
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

            public static Modules.SGD SGD(IEnumerable<Modules.Parameter> parameters, double learningRate, double momentum = 0,
                double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static Modules.SGD SGD(IEnumerable<Modules.SGD.ParamGroup> parameters, double learningRate,
                double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false,
                bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
