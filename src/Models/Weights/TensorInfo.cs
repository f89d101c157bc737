using System.Collections.Immutable;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights;

/// <summary>What a file says of one tensor; impossible shapes and names are a <see cref="WeightsException"/>.</summary>
public sealed class TensorInfo
{
    private const int MaxNameLength = 1_000, MaxDimensions = 32;

    public TensorInfo(string name, TensorType type, ImmutableArray<long> shape)
    {
        if (name.Length > MaxNameLength || name.Any(char.IsControl))
            throw new WeightsException(WeightsErrorReason.BadTensor,
                $"'{name.Printable()}' is not a tensor name: at most {MaxNameLength} characters, no control codes.");
        if (shape.Length > MaxDimensions)
            throw new WeightsException(WeightsErrorReason.BadTensor,
                $"'{name}' has {shape.Length} dimensions; the limit is {MaxDimensions}.");
        (Name, Type, Shape) = (name, type, shape);
        ElementCount = CountElements();
    }

    public string Name { get; }

    public TensorType Type { get; }

    /// <summary>Sizes, outermost first; empty for a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    public long ElementCount { get; }

    public long ByteCount => ElementCount * Type.SizeBytes();

    public override string ToString() => $"{Name} {Type} [{string.Join(", ", Shape)}]";

    private long CountElements()
    {
        long count = 1;
        foreach (var size in Shape)
        {
            if (size < 0 || (size > 0 && count > Array.MaxLength / size))
                throw new WeightsException(size < 0 ? WeightsErrorReason.BadTensor : WeightsErrorReason.TooLarge,
                    $"{this}: a tensor has at most {Array.MaxLength} elements, and no negative size.");
            count *= size;
        }
        return count * Type.SizeBytes() <= Array.MaxLength ? count : throw new WeightsException(
            WeightsErrorReason.TooLarge, $"{this}: a tensor has at most {Array.MaxLength} bytes.");
    }
}

/// <summary>Element types of stored tensors, named as safetensors names them.</summary>
public enum TensorType
{
    F64,
    F32,
    F16,
    BF16,
    I64,
    I32,
    I16,
    I8,
    U8,
    BOOL,
}

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
            $"The element type '{name.Printable()}' is not supported; supported are {string.Join(", ", All)}.");
    }

    internal static TensorType Of<T>() where T : unmanaged
    {
        var at = Array.FindIndex(All, type => type.ElementType() == typeof(T));
        return at >= 0 ? All[at] : throw new ArgumentException($"{typeof(T).Name} is not an element type of tensors.");
    }
}
