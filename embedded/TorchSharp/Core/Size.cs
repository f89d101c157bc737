using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The extents of a tensor, made of an array or a tuple.</summary>
    public readonly struct Size(long[] shape) : IEnumerable<long>
    {
        public long[] Shape { get; } = shape;

        public int Length => Shape.Length;

        public long this[int idx] => Shape[idx];

        public long numel() => Shape.TotalSize();

        public static implicit operator Size(long size) => new([size]);
        public static implicit operator Size(long[] size) => new(size);
        public static implicit operator Size((long, long) size) => new([size.Item1, size.Item2]);
        public static implicit operator Size((long, long, long) size) => new([size.Item1, size.Item2, size.Item3]);
        public static implicit operator Size((long, long, long, long) size) =>
            new([size.Item1, size.Item2, size.Item3, size.Item4]);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
