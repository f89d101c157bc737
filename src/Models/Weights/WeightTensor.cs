using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace EditableDeepSC.Models.Weights;

/// <summary>A tensor of a weights file: row-major, little-endian, perhaps a view of a mapped file.</summary>
public sealed class WeightTensor
{
    private readonly ReadOnlyMemory<byte> _data;

    /// <summary>Wraps <paramref name="data"/> without a copy; its length must fit <paramref name="info"/>.</summary>
    public WeightTensor(TensorInfo info, ReadOnlyMemory<byte> data)
    {
        if (data.Length != info.ByteCount)
            throw new ArgumentException($"{info} takes {info.ByteCount} bytes, not {data.Length}.", nameof(data));
        (Info, _data) = (info, data);
    }

    public TensorInfo Info { get; }

    /// <summary>The raw elements; valid until the file they come from is disposed.</summary>
    public ReadOnlySpan<byte> Bytes => _data.Span;

    /// <summary>Copies <paramref name="values"/>; the element type follows from <typeparamref name="T"/>.</summary>
    public static WeightTensor From<T>(string name, ReadOnlySpan<T> values, params ImmutableArray<long> shape)
        where T : unmanaged =>
        new(new TensorInfo(name, TensorTypes.Of<T>(), shape), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The elements without a copy; a <see cref="WeightsException"/> where the type is another.</summary>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged =>
        Info.Type.ElementType() == typeof(T) ? MemoryMarshal.Cast<byte, T>(Bytes)
        : throw new WeightsException(WeightsErrorReason.WrongType, $"{Info} cannot be read as {typeof(T).Name}.");
}
