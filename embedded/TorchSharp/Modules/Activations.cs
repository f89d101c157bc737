using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public sealed class ReLU : nn.Module<Tensor, Tensor>
    {
        internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor tensor) => inplace ? tensor.relu_().alias() : tensor.relu();
    }

    public sealed class LeakyReLU : nn.Module<Tensor, Tensor>
    {
        internal LeakyReLU(double slope, bool inplace) : base(nameof(LeakyReLU)) =>
            (negative_slope, this.inplace) = (slope, inplace);

        public double negative_slope { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor tensor) =>
            inplace ? tensor.leaky_relu_(negative_slope).alias() : tensor.leaky_relu(negative_slope);
    }

    /// <summary>A leaky ReLU with a learned slope, one for all or one a channel.</summary>
    public sealed class PReLU : nn.Module<Tensor, Tensor>
    {
        internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype) : base(nameof(PReLU))
        {
            (this.num_parameters, this.init) = (num_parameters, init);
            var slopes = full(num_parameters, init, dtype ?? ScalarType.Float32, device);
            register_parameter(nameof(weight), new Parameter(slopes));
        }

        public long num_parameters { get; }

        public double init { get; }

        public Parameter weight { get => Registered(nameof(weight))!; set => Replace(nameof(weight), value); }

        public override Tensor forward(Tensor tensor) => tensor.prelu(weight);
    }

    public sealed class Sigmoid : nn.Module<Tensor, Tensor>
    {
        internal Sigmoid() : base(nameof(Sigmoid))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.sigmoid();
    }

    public sealed class Tanh : nn.Module<Tensor, Tensor>
    {
        internal Tanh() : base(nameof(Tanh))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.tanh();
    }

    public sealed class SiLU : nn.Module<Tensor, Tensor>
    {
        internal SiLU() : base(nameof(SiLU))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.silu();
    }

    public sealed class GELU : nn.Module<Tensor, Tensor>
    {
        internal GELU() : base(nameof(GELU))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.gelu();
    }

    public sealed class Softmax : nn.Module<Tensor, Tensor>
    {
        internal Softmax(long dim) : base(nameof(Softmax)) => this.dim = dim;

        public long dim { get; set; }

        public override Tensor forward(Tensor tensor) => tensor.softmax(dim);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ReLU ReLU(bool inplace = false) => new(inplace);

            public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) =>
                new(negative_slope, inplace);

            public static Modules.PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null,
                ScalarType? dtype = null) => new(num_parameters, init, device, dtype);

            public static Modules.Sigmoid Sigmoid() => new();

            public static Modules.Tanh Tanh() => new();

            public static Modules.SiLU SiLU() => new();

            public static Modules.GELU GELU() => new();

            public static Modules.Softmax Softmax(long dim) => new(dim);
        }
    }
}
