using EditableDeepSC.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// The code that the generator's supervised start is taught: 53 fixed orthonormal directions of z, whose coordinates
/// are the normals behind a portrait's parameters. What is orthogonal to them says nothing.
/// </summary>
public static class PortraitLatent
{
    private const double Margin = 1e-4;    // of a fraction from 0 and 1, where the normal is infinite

    /// <summary>The directions [53, latent]; a pure function of the size.</summary>
    public static Tensor Code(int latentSize = 512)
    {
        using var scope = NewDisposeScope();
        var key = new PhiloxKey(new Seed(0), StreamPurpose.LatentCode, default, default);
        var numbers = new double[latentSize * PortraitParameters.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = key.Gaussian((uint)i);
        var (q, _) = linalg.qr(tensor(numbers, [latentSize, PortraitParameters.Count]));
        return q.t().to_type(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// z [N, latent] of normals [N, 53]: the code's part, and a random direction in the rest, as long as unit power
    /// asks.
    /// </summary>
    public static Tensor FromNormals(Tensor normals, Tensor code)
    {
        using var scope = NewDisposeScope();
        var noise = randn([normals.shape[0], code.shape[1]], device: normals.device);
        var rest = noise - noise.matmul(code.t()).matmul(code);                         // [N, latent]
        var left = (code.shape[1] - normals.square().sum([1], keepdim: true)).clamp((Scalar)0);
        var length = rest.square().sum([1], keepdim: true);
        return (normals.matmul(code) + rest * (left / length).sqrt()).MoveToOuterDisposeScope();
    }

    /// <summary>The normals [N, 53] whose parameters are the given ones; the inverse of FromNormals.</summary>
    public static Tensor NormalsOf(Tensor parameters)
    {
        using var scope = NewDisposeScope();
        var fractions = parameters[.., ..PortraitParameters.FirstAttribute];
        var degrees = (parameters[.., PortraitParameters.FirstAttribute..] + 0.5) * (1.0 / FaceAttributes.DegreeCount);
        var uniforms = cat([fractions, degrees], 1).clamp_((Scalar)Margin, (Scalar)(1 - Margin));
        return ((uniforms * 2 - 1).erfinv() * Math.Sqrt(2)).MoveToOuterDisposeScope();
    }
}
