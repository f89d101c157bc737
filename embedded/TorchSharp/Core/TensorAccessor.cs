using System.Collections;
using System.Runtime.InteropServices;

namespace TorchSharp.Utils;

/// <summary>Reads and writes the elements of a CPU tensor in row-major order.</summary>
public sealed class TensorAccessor<T> : IEnumerable<T>, IDisposable where T : struct
{
    private readonly torch.Tensor tensor;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        this.tensor = tensor;
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.numel();
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get
        {
            var value = Elements[(int)Offset(indices)];
            GC.KeepAlive(tensor);
            return value;
        }
        set
        {
            Elements[(int)Offset(indices)] = value;
            GC.KeepAlive(tensor);
        }
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (contiguous)
        {
            Elements.Slice((int)tensorIndex, count).CopyTo(target);
            GC.KeepAlive(tensor);
            return;
        }
        using var packed = tensor.contiguous();
        new TensorAccessor<T>(packed).CopyTo(target, 0, tensorIndex);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (!contiguous)
            throw new InvalidOperationException("Copying into a non-contiguous tensor; use copy_ on the tensor.");
        source[..count].CopyTo(Elements[(int)tensorIndex..]);
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing to free: the memory belongs to the tensor.</summary>
    public void Dispose()
    {
    }

    private unsafe Span<T> Elements
    {
        get
        {
            var last = Count == 0 ? 0 : 1L;
            for (var i = 0; i < shape.Length && last > 0; i++) last += (shape[i] - 1) * strides[i];
            return MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.AsRef<T>(tensor.DataPointer()),
                checked((int)last));
        }
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && contiguous) return Check(indices[0], Count);
        if (indices.Length != shape.Length)
            throw new ArgumentException($"{indices.Length} indices for a tensor with {shape.Length} dimensions.");
        var offset = 0L;
        for (var i = 0; i < indices.Length; i++) offset += Check(indices[i], shape[i]) * strides[i];
        return offset;
    }

    private static long Check(long index, long extent) => index >= 0 && index < extent ? index
        : throw new ArgumentOutOfRangeException(nameof(index), $"Index {index} outside of 0..{extent - 1}.");
}
