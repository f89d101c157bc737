using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>y = x W^T + b.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            (out_features, in_features) = (weight.shape[0], weight.shape[1]);
            register_parameter(nameof(weight), weight);
            register_parameter(nameof(bias), bias);
        }

        /// <summary>[out_features, in_features]</summary>
        public Parameter weight { get => Registered(nameof(weight))!; set => Replace(nameof(weight), value); }

        public Parameter? bias { get => Registered(nameof(bias)); set => Replace(nameof(bias), value); }

        public long in_features { get; set; }

        public long out_features { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Weights and bias uniform in +-1/sqrt(inputSize), as PyTorch starts them.</summary>
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(init.Uniform([outputSize, inputSize], inputSize, device, dtype),
                    hasBias ? init.Uniform([outputSize], inputSize, device, dtype) : null);

            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) =>
                new(weight, bias);

            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) =>
                new(data, requires_grad);
        }
    }
}
