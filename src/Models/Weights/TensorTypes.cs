namespace EditableDeepSC.Models.Weights;

/// <summary>What follows from an element type.</summary>
public static class TensorTypes
{
    private static readonly TensorType[] All = Enum.GetValues<TensorType>();

    public static int SizeBytes(this TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 => 8,
        TensorType.F32 or TensorType.I32 => 4,
        TensorType.F16 or TensorType.BF16 or TensorType.I16 => 2,
        _ => 1,
    };

    /// <summary>The .NET type of one element; bfloat16 has none and is seen as its 16 bits.</summary>
    public static Type ElementType(this TensorType type) => type switch
    {
        TensorType.F64 => typeof(double),
        TensorType.F32 => typeof(float),
        TensorType.F16 => typeof(Half),
        TensorType.BF16 => typeof(ushort),
        TensorType.I64 => typeof(long),
        TensorType.I32 => typeof(int),
        TensorType.I16 => typeof(short),
        TensorType.I8 => typeof(sbyte),
        TensorType.U8 => typeof(byte),
        _ => typeof(bool),
    };

    internal static TensorType Parse(string name)
    {
        var at = Array.FindIndex(All, type => type.ToString() == name);
        return at >= 0 ? All[at] : throw new WeightsException(WeightsErrorReason.UnsupportedType,
            $"The element type '{name.Printable()}' is not read here; known are {string.Join(", ", All)}.");
    }

    internal static TensorType Of<T>() where T : unmanaged
    {
        var at = Array.FindIndex(All, type => type.ElementType() == typeof(T));
        return at >= 0 ? All[at] : throw new ArgumentException($"{typeof(T).Name} is no element type of tensors.");
    }
}
