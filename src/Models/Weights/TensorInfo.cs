using System.Collections.Immutable;

namespace EditableDeepSC.Models.Weights;

/// <summary>What a file says of one tensor; impossible shapes and names are a <see cref="WeightsException"/>.</summary>
public sealed class TensorInfo
{
    private const int MaxNameLength = 1_000, MaxDimensions = 32;

    public TensorInfo(string name, TensorType type, ImmutableArray<long> shape)
    {
        if (name.Length > MaxNameLength || name.Any(char.IsControl))
            throw new WeightsException(WeightsErrorReason.BadTensor,
                $"'{name.Printable()}' is no tensor name: at most {MaxNameLength} characters, no control codes.");
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
