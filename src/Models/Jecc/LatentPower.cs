using static TorchSharp.torch;

namespace EditableDeepSC.Models.Jecc;

/// <summary>Eq. 4 with P = 1: each transmission's real symbols have an average power of one.</summary>
public static class LatentPower
{
    /// <summary>
    /// Vectors [N, k] scaled to unit average power each. The generator begins with a pixel norm, so a latent vector's
    /// image stays the same.
    /// </summary>
    public static Tensor Normalise(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        return (vectors * (vectors.square().mean([1], keepdim: true) + 1e-12).rsqrt()).MoveToOuterDisposeScope();
    }
}
