namespace EditableDeepSC.Models.Training;

/// <summary>
/// What the discriminator sees of real and made images alike, so that few images last longer (adaptive discriminator
/// augmentation, Karras et al. 2020, appendix B): mirroring, moving, scaling and turning, then brightness, contrast,
/// inverted luma, hue and saturation. Each is done with a probability below 1, so that what is made does not learn it.
/// Left out of the paper's are turns by 90 degrees, filters, noise and cut-outs.
/// </summary>
internal static class FaceAugmentation
{
    private const double Move = 0.125, Scaling = 0.2, Brightness = 0.2, Contrast = 0.5, Saturation = 1;

    /// <summary>Images [N, 3, S, S] in -1..1, changed with probability p each; the gradient passes.</summary>
    public static Tensor Apply(Tensor images, double p)
    {
        if (p <= 0) return images.alias();
        using var scope = NewDisposeScope();
        var grid = nn.functional.affine_grid(Places((int)images.shape[0], p).to(images.device), images.shape, false);
        var moved = nn.functional.grid_sample(images, grid, padding_mode: GridSamplePaddingMode.Reflection,
            align_corners: false);
        var colours = Colours((int)images.shape[0], p).to(images.device);                // [N, 3, 4]
        var mixed = colours[.., .., ..3].bmm(moved.flatten(2)) + colours[.., .., 3..];   // [N, 3, S S]
        return mixed.view(images.shape).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// For networks that learn to know faces again: mirrored, moved by up to a twentieth, scaled by a tenth and lit
    /// otherwise, with probability p each.
    /// </summary>
    public static Tensor Lightly(Tensor images, double p)
    {
        using var scope = NewDisposeScope();
        var count = (int)images.shape[0];
        var (zero, one) = (zeros(count), ones(count));
        var flip = 1 - Chosen(count, p) * 2;
        var scale = 1 + Between(0.1);
        var places = Matrix(flip * scale, zero, Between(0.1), zero, scale, Between(0.1))[.., ..2].to(images.device);
        var grid = nn.functional.affine_grid(places, images.shape, false);
        var moved = nn.functional.grid_sample(images, grid, padding_mode: GridSamplePaddingMode.Reflection,
            align_corners: false);
        var (light, shift) = ((1 + Between(0.2)).to(images.device), Between(0.2).to(images.device));
        return (moved * light.view(-1, 1, 1, 1) + shift.view(-1, 1, 1, 1)).MoveToOuterDisposeScope();

        Tensor Between(double most) => (rand(count) * 2 - 1) * most * Chosen(count, p);
    }

    /// <summary>Where each image's pixels come from: [N, 2, 3] in coordinates of -1..1.</summary>
    internal static Tensor Places(int count, double p)
    {
        using var scope = NewDisposeScope();
        var (zero, one) = (zeros(count), ones(count));
        var flip = 1 - Chosen(count, p) * (rand(count) < 0.5).to_type(ScalarType.Float32) * 2;
        var scale = (randn(count) * (Scaling * Math.Log(2)) * Chosen(count, p)).exp();
        var stretch = (randn(count) * (Scaling * Math.Log(2)) * Chosen(count, p)).exp();
        // Two turns, before and after the stretching: together they are made with probability p.
        var turn = 1 - Math.Sqrt(1 - p);
        var (first, second) = (Turn(turn), Turn(turn));
        var moves = Matrix(one, zero, Offset(), zero, one, Offset());
        return Matrix(flip, zero, zero, zero, one, zero).bmm(moves).bmm(Matrix(scale, zero, zero, zero, scale, zero))
            .bmm(first).bmm(Matrix(stretch, zero, zero, zero, 1 / stretch, zero)).bmm(second)[.., ..2]
            .MoveToOuterDisposeScope();

        Tensor Offset() => randn(count) * (2 * Move) * Chosen(count, p);    // an image is 2 wide

        Tensor Turn(double chance)
        {
            var angle = (rand(count) * 2 - 1) * Math.PI * Chosen(count, chance);
            return Matrix(angle.cos(), -angle.sin(), zero, angle.sin(), angle.cos(), zero);
        }
    }

    /// <summary>What each image's colours become: a matrix and what is added, [N, 3, 4].</summary>
    internal static Tensor Colours(int count, double p)
    {
        using var scope = NewDisposeScope();
        var identity = eye(3).unsqueeze(0);
        var grey = full([1, 3, 3], 1.0 / 3, ScalarType.Float32);                 // the projection on the luma axis
        var brightness = randn(count, 1, 1) * Brightness * Chosen(count, p).view(-1, 1, 1);
        var contrast = (randn(count, 1, 1) * (Contrast * Math.Log(2)) * Chosen(count, p).view(-1, 1, 1)).exp();
        var inverted = (rand(count, 1, 1) < 0.5).to_type(ScalarType.Float32) * Chosen(count, p).view(-1, 1, 1);
        var angle = (rand(count, 1, 1) * 2 - 1) * Math.PI * Chosen(count, p).view(-1, 1, 1);
        var saturation = (randn(count, 1, 1) * (Saturation * Math.Log(2)) * Chosen(count, p).view(-1, 1, 1)).exp();
        // Rodrigues' formula about (1, 1, 1) / sqrt(3).
        var root = (float)Math.Sqrt(1.0 / 3);
        var cross = tensor([0, -root, root, root, 0, -root, -root, root, 0f], [1, 3, 3]);
        var hue = identity * angle.cos() + cross * angle.sin() + grey * (1 - angle.cos());
        var matrix = (grey + (identity - grey) * saturation).bmm(hue).bmm(identity - grey * 2 * inverted) * contrast;
        var shift = matrix.sum(2, keepdim: true) * brightness / contrast;        // brightness comes before the others
        return cat([matrix, shift], 2).MoveToOuterDisposeScope();
    }

    private static Tensor Chosen(int count, double chance) => (rand(count) < chance).to_type(ScalarType.Float32);

    /// <summary>Two rows of numbers [N] each and (0, 0, 1): [N, 3, 3].</summary>
    private static Tensor Matrix(params Tensor[] rows) =>
        stack([.. rows, zeros_like(rows[0]), zeros_like(rows[0]), ones_like(rows[0])], 1).view(-1, 3, 3);
}
