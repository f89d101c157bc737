using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalisation by the statistics of each channel, of the batch or of one image.</summary>
    public abstract class NormBase : nn.Module<Tensor, Tensor>
    {
        private protected NormBase(string name, long numFeatures, double eps, double? momentum, bool affine,
            bool trackRunningStats, Device? device, ScalarType? dtype) : base(name)
        {
            (this.eps, this.momentum) = (eps, momentum);
            if (affine)
            {
                register_parameter(nameof(weight), new Parameter(ones(numFeatures, dtype, device)));
                register_parameter(nameof(bias), new Parameter(zeros(numFeatures, dtype, device)));
            }
            if (!trackRunningStats) return;
            register_buffer(nameof(running_mean), zeros(numFeatures, dtype, device));
            register_buffer(nameof(running_var), ones(numFeatures, dtype, device));
            register_buffer(nameof(num_batches_tracked), zeros([], ScalarType.Int64, device));
        }

        public Parameter? weight { get => Registered(nameof(weight)); set => Replace(nameof(weight), value); }

        public Parameter? bias { get => Registered(nameof(bias)); set => Replace(nameof(bias), value); }

        public Tensor? running_mean
        {
            get => RegisteredBuffer(nameof(running_mean));
            set => ReplaceBuffer(nameof(running_mean), value);
        }

        public Tensor? running_var
        {
            get => RegisteredBuffer(nameof(running_var));
            set => ReplaceBuffer(nameof(running_var), value);
        }

        public Tensor? num_batches_tracked
        {
            get => RegisteredBuffer(nameof(num_batches_tracked));
            set => ReplaceBuffer(nameof(num_batches_tracked), value);
        }

        public double eps { get; set; }

        public double? momentum { get; set; }

        public bool affine => weight is not null;

        public bool track_running_stats => running_mean is not null;

        /// <summary>Without a momentum the running statistics are the mean over all batches so far.</summary>
        private protected double Momentum() => momentum ?? 1.0 / Math.Max(1, num_batches_tracked?.item<long>() ?? 1);
    }

    public abstract class BatchNorm : NormBase
    {
        private protected BatchNorm(string name, long numFeatures, double eps, double momentum, bool affine,
            bool trackRunningStats, Device? device, ScalarType? dtype)
            : base(name, numFeatures, eps, momentum, affine, trackRunningStats, device, dtype)
        {
        }

        public override Tensor forward(Tensor input)
        {
            if (training) num_batches_tracked?.add_((Scalar)1);
            return nn.functional.batch_norm(input, running_mean, running_var, weight, bias,
                training || !track_running_stats, Momentum(), eps);
        }
    }

    public sealed class BatchNorm1d : BatchNorm
    {
        internal BatchNorm1d(long numFeatures, double eps, double momentum, bool affine, bool trackRunningStats,
            Device? device, ScalarType? dtype)
            : base(nameof(BatchNorm1d), numFeatures, eps, momentum, affine, trackRunningStats, device, dtype)
        {
        }
    }

    public sealed class BatchNorm2d : BatchNorm
    {
        internal BatchNorm2d(long numFeatures, double eps, double momentum, bool affine, bool trackRunningStats,
            Device? device, ScalarType? dtype)
            : base(nameof(BatchNorm2d), numFeatures, eps, momentum, affine, trackRunningStats, device, dtype)
        {
        }
    }

    public sealed class InstanceNorm2d : NormBase
    {
        internal InstanceNorm2d(long numFeatures, double eps, double momentum, bool affine, bool trackRunningStats,
            Device? device, ScalarType? dtype)
            : base(nameof(InstanceNorm2d), numFeatures, eps, momentum, affine, trackRunningStats, device, dtype)
        {
        }

        public override Tensor forward(Tensor input) =>
            nn.functional.instance_norm(input, running_mean, running_var, weight, bias,
                training || !track_running_stats, Momentum(), eps);
    }

    /// <summary>Normalisation over the last dimensions of each sample.</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        internal LayerNorm(long[] normalizedShape, double eps, bool affine, bool hasBias, Device? device,
            ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            (normalized_shape, this.eps) = (normalizedShape, eps);
            if (affine) register_parameter(nameof(weight), new Parameter(ones(normalizedShape, dtype, device)));
            if (affine && hasBias)
                register_parameter(nameof(bias), new Parameter(zeros(normalizedShape, dtype, device)));
        }

        public Parameter? weight { get => Registered(nameof(weight)); set => Replace(nameof(weight), value); }

        public Parameter? bias { get => Registered(nameof(bias)); set => Replace(nameof(bias), value); }

        public long[] normalized_shape { get; set; }

        public double eps { get; set; }

        public override Tensor forward(Tensor tensor) =>
            nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.BatchNorm1d BatchNorm1d(long num_features, double eps = 1e-05, double momentum = 0.1,
                bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static Modules.BatchNorm2d BatchNorm2d(long num_features, double eps = 1e-05, double momentum = 0.1,
                bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static Modules.InstanceNorm2d InstanceNorm2d(long num_features, double eps = 1e-05,
                double momentum = 0.1, bool affine = false, bool track_running_stats = false, Device? device = null,
                ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05,
                bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05,
                bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}
