using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A table of vectors, looked up by integer ids; the weight is [num_embeddings, embedding_dims].</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long paddingIdx;

        internal Embedding(Parameter weight, long? paddingIdx) : base(nameof(Embedding))
        {
            this.paddingIdx = paddingIdx ?? -1;
            register_parameter(nameof(weight), weight);
        }

        public Parameter weight { get => Registered(nameof(weight))!; set => Replace(nameof(weight), value); }

        public override Tensor forward(Tensor input) => Op.Call("embedding", weight, input, paddingIdx);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Vectors start as standard normal, that of <paramref name="padding_idx"/> as zero.</summary>
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims,
                long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                if (max_norm is not null || scale_grad_by_freq || sparse)
                    throw new NotSupportedException(
                        "Embedding: max_norm, scale_grad_by_freq and sparse are not in the embedded engine.");
                var table = randn(num_embeddings, embedding_dims, dtype, device);
                if (padding_idx is not { } row) return new(new Modules.Parameter(table), null);
                using (var padding = table[row]) padding.zero_();
                return new(new Modules.Parameter(table), row < 0 ? row + num_embeddings : row);
            }
        }
    }
}
