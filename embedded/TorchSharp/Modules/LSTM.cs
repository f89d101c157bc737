using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Long short-term memory; gates in the order input, forget, cell, output.</summary>
    public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
    {
        private static readonly string[] Suffixes = ["", "_reverse"];
        private readonly long hiddenSize, numLayers;
        private readonly bool bias, batchFirst, bidirectional;
        private readonly double dropout;

        internal LSTM(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout,
            bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(LSTM))
        {
            (this.hiddenSize, this.numLayers, this.bias, this.batchFirst) = (hiddenSize, numLayers, bias, batchFirst);
            (this.dropout, this.bidirectional) = (dropout, bidirectional);
            for (var layer = 0; layer < numLayers; layer++)
            {
                var width = layer == 0 ? inputSize : hiddenSize * Directions;
                foreach (var direction in Suffixes.Take(Directions))
                {
                    Add($"weight_ih_l{layer}{direction}", [4 * hiddenSize, width]);
                    Add($"weight_hh_l{layer}{direction}", [4 * hiddenSize, hiddenSize]);
                    if (!bias) continue;
                    Add($"bias_ih_l{layer}{direction}", [4 * hiddenSize]);
                    Add($"bias_hh_l{layer}{direction}", [4 * hiddenSize]);
                }
            }

            void Add(string key, long[] shape) =>
                register_parameter(key, nn.init.Uniform(shape, hiddenSize, device, dtype));
        }

        private int Directions => bidirectional ? 2 : 1;

        /// <summary>
        /// The outputs of all steps and the last hidden and cell state; the input is [L, N, in], or [N, L, in] with
        /// batchFirst.
        /// </summary>
        public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
        {
            if (h0_c0 is { } state) return Run(input, state.Item1, state.Item2);
            using var start = zeros(numLayers * Directions, input.shape[batchFirst ? 0 : 1], hiddenSize, input.dtype,
                input.device);
            return Run(input, start, start);
        }

        public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => forward(input, h0_c0);

        private (Tensor, Tensor, Tensor) Run(Tensor input, Tensor hidden, Tensor cell) => Op.Call3("lstm.input", input,
            new[] { hidden, cell }, parameters().ToArray<Tensor>(), bias, numLayers, dropout, training, bidirectional,
            batchFirst);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true,
                bool batchFirst = false, double dropout = 0, bool bidirectional = false, Device? device = null,
                ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}
