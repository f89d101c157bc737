namespace EditableDeepSC.Models.Networks;

/// <summary>
/// Layers whose rounding in a row does not depend on how many rows there are or on its place: a search of many steps
/// makes a large difference of the last bit.
/// </summary>
internal static class Rows
{
    /// <summary>Images from which all of a convolution round alike: PyTorch keeps a small one from oneDNN.</summary>
    public const int LeastImages = 2;

    private const long SmallMaps = 20_480;    // elements

    /// <summary>
    /// x [N, in] by a weight [out, in], and a bias [out]: [N, out]. A matrix product groups the rows by their number, so
    /// frozen weights multiply each by itself (and a batched product is up to ten times slower); in training, where
    /// nothing hangs on the last bit, all together.
    /// </summary>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias = null)
    {
        if (weight.requires_grad) return nn.functional.linear(x, weight, bias);
        using var scope = NewDisposeScope();
        var product = stack(x.unbind(0).Select(weight.mv));
        return (bias is null ? product : product.add_(bias)).MoveToOuterDisposeScope();
    }

    /// <summary>A convolution of maps [N, in, H, W].</summary>
    public static Tensor Conv2d(
        Tensor maps, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long groups = 1) =>
        Filled(maps, LeastOf(maps), rows => nn.functional.conv2d(rows, weight, bias, strides, padding, groups: groups));

    /// <summary>
    /// The transposed convolution of stride 2 of maps [N, in, H, W] by a weight [in, out, 3, 3]: [N, out, 2H + 1, 2W + 1].
    /// </summary>
    public static Tensor Doubled(Tensor maps, Tensor weight) =>
        Filled(maps, LeastOf(maps), rows => nn.functional.conv_transpose2d(rows, weight, strides: [2, 2]));

    private static int LeastOf(Tensor maps) => maps.numel() <= SmallMaps ? LeastImages : 1;

    /// <summary>A layer of x and, where it has fewer rows than the least, of repeated ones that are dropped.</summary>
    public static Tensor Filled(Tensor x, int least, Func<Tensor, Tensor> layer)
    {
        var (rows, missing) = ((int)x.shape[0], least - (int)x.shape[0]);
        if (rows == 0 || missing <= 0) return layer(x);
        using var scope = NewDisposeScope();
        return layer(cat([x, x[..1].expand([missing, .. x.shape[1..]])], 0))[..rows].MoveToOuterDisposeScope();
    }
}

/// <summary>Checks what enters a network, so that a mistake is named where it is made.</summary>
internal static class Shape
{
    /// <summary>A dimension that may have any extent.</summary>
    public const long Any = -1;

    /// <summary>Throws unless <paramref name="tensor"/> has the expected extents.</summary>
    public static void Require(Tensor tensor, string name, params ReadOnlySpan<long> expected)
    {
        var actual = tensor.shape;
        var fits = actual.Length == expected.Length;
        for (var i = 0; fits && i < actual.Length; i++) fits = expected[i] == Any || expected[i] == actual[i];
        if (!fits) throw new ArgumentException($"'{name}' is {Show(actual)}; expected {Show(expected)}.", name);
    }

    public static string Show(ReadOnlySpan<long> shape)
    {
        var extents = new string[shape.Length];
        for (var i = 0; i < shape.Length; i++) extents[i] = shape[i] == Any ? "any" : $"{shape[i]}";
        return $"[{string.Join(", ", extents)}]";
    }
}
