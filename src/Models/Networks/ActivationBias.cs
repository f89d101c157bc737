using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

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
