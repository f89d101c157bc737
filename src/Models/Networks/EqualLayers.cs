using TorchSharp;
using TorchSharp.Modules;

namespace EditableDeepSC.Models.Networks;

// Scalars have names below: one that only an operator holds may be collected while native code still reads it.

/// <summary>The weights of a convolution, stored as unit normals and scaled by 1 / sqrt(fan in) when used.</summary>
internal sealed class EqualConv : nn.Module
{
    private readonly Parameter weight;    // [out, in, k, k]
    private readonly double scale;

    public EqualConv(long inChannels, long outChannels, long kernelSize) : base(nameof(EqualConv))
    {
        scale = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(randn(outChannels, inChannels, kernelSize, kernelSize));
        register_parameter(nameof(weight), weight);
    }

    /// <summary>
    /// The blurred maps through the convolution at every second pixel, times <paramref name="gain"/>; both are one
    /// convolution with the larger kernel.
    /// </summary>
    public Tensor FilterHalving(Tensor maps, Fir blur, double gain = 1, Tensor? bias = null)
    {
        using var scope = NewDisposeScope();
        var padding = (weight.shape[3] + 1) / 2;
        using Scalar factor = scale * gain;
        var joined = blur.Joined(weight * factor);
        return nn.functional.conv2d(maps, joined, bias, [2, 2], [padding, padding]).MoveToOuterDisposeScope();
    }

    /// <summary>The convolution of the maps times <paramref name="gain"/>.</summary>
    public Tensor Filter(Tensor maps, double gain = 1, Tensor? bias = null, long padding = 0)
    {
        using Scalar factor = scale * gain;
        using var scaled = weight * factor;
        return nn.functional.conv2d(maps, scaled, bias, [1, 1], [padding, padding]);
    }
}

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
        using Scalar ofWeight = weightGain, ofBias = biasGain;
        using var scaled = input * ofWeight;
        using var shift = bias * ofBias;
        var output = Rows.Linear(scaled, weight, shift);    // [N, out]
        return activate ? output.leaky_relu_(0.2) : output;
    }
}

/// <summary>
/// The bias [C] of an activation, which StyleGAN2's layout keeps in a module of its own; the layers before use it.
/// </summary>
internal sealed class ActivationBias : nn.Module
{
    public readonly Parameter bias;

    public ActivationBias(long channels) : base(nameof(ActivationBias))
    {
        bias = new Parameter(zeros(channels));
        register_parameter(nameof(bias), bias);
    }
}
