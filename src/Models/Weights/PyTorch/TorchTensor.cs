using System.Collections.Immutable;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>A strided view of a storage; offset and strides count elements, and all of it lies inside.</summary>
internal sealed class TorchTensor
{
    public TorchTensor(TorchStorage storage, long offset, long[] shape, long[] strides)
    {
        (Storage, Offset, Shape, Strides) = (storage, offset, [.. shape], [.. strides]);
        if (offset < 0 || shape.Length != strides.Length || shape.Any(size => size < 0) || strides.Any(step => step < 0)
            || (!shape.Contains(0) && Last() >= storage.ElementCount))
            throw new WeightsException(WeightsErrorReason.BadTensor,
                $"A tensor of shape [{Shown(shape)}], strides [{Shown(strides)}] and offset {offset} " +
                $"reaches beyond its storage of {storage.ElementCount} elements.");
    }

    public TorchStorage Storage { get; }

    public long Offset { get; }

    public ImmutableArray<long> Shape { get; }

    public ImmutableArray<long> Strides { get; }

    /// <summary>The elements in row-major order: a part of <paramref name="storage"/>, or else a copy.</summary>
    public ReadOnlyMemory<byte> Gather(ReadOnlyMemory<byte> storage)
    {
        var size = Storage.Type.SizeBytes();
        var count = Shape.Aggregate(1L, (product, length) => product * length);
        if (count == 0) return default;
        if (IsContiguous()) return storage.Slice((int)(Offset * size), (int)(count * size));
        var target = new byte[count * size];
        var written = 0;
        Copy(storage.Span, target, dimension: 0, Offset, ref written);
        return target;
    }

    private void Copy(ReadOnlySpan<byte> storage, Span<byte> target, int dimension, long at, ref int written)
    {
        if (dimension == Shape.Length)
        {
            var size = Storage.Type.SizeBytes();
            storage.Slice((int)(at * size), size).CopyTo(target[written..]);
            written += size;
            return;
        }
        for (long i = 0; i < Shape[dimension]; i++)
            Copy(storage, target, dimension + 1, at + i * Strides[dimension], ref written);
    }

    private bool IsContiguous()
    {
        long expected = 1;
        for (var d = Shape.Length - 1; d >= 0; d--)
        {
            if (Shape[d] != 1 && Strides[d] != expected) return false;
            expected *= Shape[d];
        }
        return true;
    }

    private Int128 Last()
    {
        Int128 last = Offset;
        for (var d = 0; d < Shape.Length && last < Storage.ElementCount; d++)
            last += (Int128)(Shape[d] - 1) * Strides[d];
        return last;
    }

    private static string Shown(long[] numbers) => string.Join(", ", numbers).Printable();
}
