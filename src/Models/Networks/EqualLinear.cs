using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// StyleGAN2's linear layer: weights are stored as unit normals and scaled by learningRate / sqrt(fan in) when used, so
/// that all layers learn at one speed. With <c>activate</c> a leaky ReLU of slope 0.2 and gain sqrt(2) follows.
/// </summary>
internal sealed class EqualLinear : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;    // [out, in]
    private readonly Parameter bias;      // [out]
    private readonly double weightGain, biasGain;
    private readonly bool activate;

    public EqualLinear(long inputSize, long outputSize, double startBias = 0, double learningRate = 1,
        bool activate = false) : base(nameof(EqualLinear))
    {
        this.activate = activate;
        var gain = learningRate * (activate ? Math.Sqrt(2) : 1);
        (weightGain, biasGain) = (gain / Math.Sqrt(inputSize), gain);
        using (var normal = randn(outputSize, inputSize)) weight = new Parameter(normal / learningRate);
        bias = new Parameter(full(outputSize, startBias));
        register_parameter(nameof(weight), weight);
        register_parameter(nameof(bias), bias);
    }

    // The leaky ReLU is homogeneous: its gain is taken into the weights.
    public override Tensor forward(Tensor input)
    {
        using var scaled = input * weightGain;
        using var shift = bias * biasGain;
        var output = Rows.Linear(scaled, weight, shift);    // [N, out]
        return activate ? output.leaky_relu_(0.2) : output;
    }
}
