using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

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
