namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns. Takes over the tensor it is made of, which is unusable afterwards.</summary>
public class Parameter : torch.Tensor
{
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(data.DecoupleFromNativeHandle()) =>
        this.requires_grad_(requires_grad);
}
