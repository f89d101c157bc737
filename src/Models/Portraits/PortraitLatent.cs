using TorchSharp;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// The code that the generator's supervised start is taught: the first 53 numbers of z are the normals behind a
/// portrait's parameters, one each, so that Adam, which scales each number of z separately, treats them separately. The
/// others say nothing.
/// </summary>
public static class PortraitLatent
{
    private const double Margin = 1e-4;    // of a fraction from 0 and 1, where the normal is infinite

    /// <summary>
    /// z [N, latent] of normals [N, 53]: the normals, and a random direction in the rest, as long as unit power asks.
    /// </summary>
    public static Tensor FromNormals(Tensor normals, int latentSize = 512)
    {
        using var scope = NewDisposeScope();
        var rest = randn([normals.shape[0], latentSize - normals.shape[1]], device: normals.device);
        var left = (latentSize - normals.square().sum([1], keepdim: true)).clamp((Scalar)0);
        var length = rest.square().sum([1], keepdim: true);
        return cat([normals, rest * (left / length).sqrt()], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The normals [N, 53] whose parameters are the given ones; the inverse of FromNormals.</summary>
    public static Tensor NormalsOf(Tensor parameters)
    {
        using var scope = NewDisposeScope();
        var fractions = parameters[.., ..PortraitParameters.FirstAttribute];
        var degrees = (parameters[.., PortraitParameters.FirstAttribute..] + 0.5) * (1.0 / FaceAttributes.DegreeCount);
        return NormalsOfUniforms(cat([fractions, degrees], 1)).MoveToOuterDisposeScope();
    }

    /// <summary>The normals below which fractions [N, 53] of all lie; those of 0 and 1 are cut.</summary>
    public static Tensor NormalsOfUniforms(Tensor uniforms)
    {
        using var scope = NewDisposeScope();
        var inside = uniforms.clamp((Scalar)Margin, (Scalar)(1 - Margin));
        return ((inside * 2 - 1).erfinv() * Math.Sqrt(2)).MoveToOuterDisposeScope();
    }
}
