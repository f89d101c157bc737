using EditableDeepSC.Models.Networks;
using EditableDeepSC.Models.Portraits;

namespace EditableDeepSC.Models.Inversion;

/// <summary>
/// How measures of pictures curve around an image that G makes. Each is a square of differences of features: by how much
/// each of the numbers that carry a portrait moves these gives the matrix H [numbers, numbers] of e' H e for small e.
/// </summary>
internal static class ImageCurvature
{
    private const int PartSize = 64, MostPixels = 128;
    private const double Move = 0.25;    // of a number: small against its spread, large against the rounding of pictures

    /// <summary>
    /// G(z) for z [latent], and with each of its first numbers moved a little, as they are or shrunk to 128 pixels:
    /// [1 + numbers, 3, S, S].
    /// </summary>
    public static Tensor Moved(Networks.Generator generator, Tensor z, int numbers = PortraitParameters.Count)
    {
        using var scope = NewDisposeScope();
        var precision = generator.Precision;
        generator.Precision = null;
        var size = generator.Options.LatentSize;
        var moves = cat([zeros(1, size), eye(numbers, size) * Move], 0).to(z.device);
        var images = InParts(z + moves, part => [AreaResize.AtMost(generator.call(part), MostPixels)])[0];
        generator.Precision = precision;
        return images.MoveToOuterDisposeScope();
    }

    /// <summary>H of LPIPS-P, of moved images.</summary>
    public static Tensor OfDistance(Lpips perceptual, Tensor images)
    {
        using var scope = NewDisposeScope();
        var numbers = images.shape[0] - 1;
        var sum = zeros([numbers, numbers], device: images.device);
        foreach (var (maps, weights) in InParts(images, perceptual.Features).Zip(perceptual.ChannelWeights))
            sum.add_(Products(maps * (weights / (maps.shape[2] * maps.shape[3])).sqrt().view(1, -1, 1, 1)));
        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>H of the mean squared error.</summary>
    public static Tensor OfSquares(Tensor images) => Products(images / Math.Sqrt(images[0].numel()));

    /// <summary>H of 1 - cos of F's features, which is (u' - u)^2 / 2 of unit vectors.</summary>
    public static Tensor OfLikeness(FaceIdentity identity, Tensor images) =>
        Products(nn.functional.normalize(InParts(images, part => [identity.Embed(part)])[0], dim: 1) * Math.Sqrt(0.5));

    /// <summary>What a network makes of rows, a few at a time: on the way it holds many times as much.</summary>
    private static Tensor[] InParts(Tensor rows, Func<Tensor, IReadOnlyList<Tensor>> network)
    {
        var parts = rows.split(PartSize).Select(network).ToArray();
        return [.. Enumerable.Range(0, parts[0].Count).Select(of => cat([.. parts.Select(part => part[of])], 0))];
    }

    private static Tensor Products(Tensor features)
    {
        using var scope = NewDisposeScope();
        var rows = (features[1..] - features[..1]).flatten(1) / Move;                    // [numbers, C H W]
        return rows.mm(rows.t()).MoveToOuterDisposeScope();
    }
}
