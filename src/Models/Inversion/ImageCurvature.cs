using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Inversion;

/// <summary>
/// How the two parts of eq. 8 curve around an image that G makes, both squares of differences: by how much each of the
/// numbers that carry a portrait moves the image and its features gives the matrices H of e' H e for small e.
/// </summary>
internal static class ImageCurvature
{
    private const int Numbers = PortraitParameters.Count;
    private const double Move = 0.25;    // of a number: small against its spread, large against the rounding of pictures

    /// <summary>H of LPIPS-P and of the mean squared error around G(z), z [latent]: [numbers, numbers] each.</summary>
    public static (Tensor Perceptual, Tensor Squares) Around(Networks.Generator generator, Lpips perceptual, Tensor z)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var precision = generator.Precision;
        generator.Precision = null;
        var size = generator.Options.LatentSize;
        var images = generator.call(z + cat([zeros(1, size), eye(Numbers, size) * Move], 0).to(z.device));
        generator.Precision = precision;
        var distance = zeros([Numbers, Numbers], device: z.device);
        foreach (var (maps, weights) in perceptual.Features(images).Zip(perceptual.ChannelWeights))
            distance.add_(Products(maps, (weights / (maps.shape[2] * maps.shape[3])).sqrt().view(1, -1, 1, 1)));
        return scope.MoveToOuter(distance, Products(images, tensor(1 / Math.Sqrt(images[0].numel()))));
    }

    private static Tensor Products(Tensor maps, Tensor scale)
    {
        var rows = ((maps[1..] - maps[..1]) * (scale.to_type(maps.dtype) / Move)).flatten(1);    // [numbers, C H W]
        return rows.mm(rows.t());
    }
}
