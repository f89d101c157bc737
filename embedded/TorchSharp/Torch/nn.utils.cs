using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static class utils
        {
            /// <summary>
            /// Scales all gradients so that their joint norm is at most <paramref name="max_norm"/>; returns the norm
            /// before.
            /// </summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                var gradients = tensors.Select(p => p.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0) return 0;
                var norms = stack(gradients.Select(g => linalg.vector_norm(g, norm_type).cpu()));
                var total = linalg.vector_norm(norms, norm_type).item<double>();
                if (total > max_norm) Op.Run("_foreach_mul_.Scalar", gradients, max_norm / (total + 1e-6));
                return total;
            }
        }
    }
}
