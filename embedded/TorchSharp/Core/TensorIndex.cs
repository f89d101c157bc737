namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of a dimension: an integer, a slice, a tensor, None (a new dimension) or Ellipsis.</summary>
    public readonly struct TensorIndex
    {
        private enum What { Colon, Single, Slice, None, Ellipsis, Tensor }

        private readonly What what;
        private readonly long? start, stop, step;
        private readonly Tensor? tensor;

        private TensorIndex(What what, long? start = null, long? stop = null, long? step = null,
            Tensor? tensor = null) =>
            (this.what, this.start, this.stop, this.step, this.tensor) = (what, start, stop, step, tensor);

        public static TensorIndex Ellipsis = new(What.Ellipsis);
        public static TensorIndex None = new(What.None);
        public static TensorIndex Null = new(What.None);
        public static TensorIndex Colon = new(What.Colon);

        public static TensorIndex Single(long? index) => index is null ? None : new(What.Single, index);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(What.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(Of(range.Start),
            range.End is { IsFromEnd: true, Value: 0 } ? null : Of(range.End));

        public static TensorIndex Tensor(Tensor tensor) => new(What.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex(Index index) => Single(Of(index));
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        internal bool IsEllipsis => what == What.Ellipsis;

        /// <summary>How many dimensions of the tensor it indexes are used up.</summary>
        internal int Covers => what switch
        {
            What.None or What.Ellipsis => 0,
            What.Tensor => Covered(tensor!),
            _ => 1,
        };

        /// <summary>A mask covers as many dimensions as it has, a tensor of positions one.</summary>
        internal static int Covered(Tensor index) =>
            index.dtype is ScalarType.Bool or ScalarType.Byte ? (int)index.Dimensions : 1;

        internal Tensor? Selected => tensor;

        /// <summary>The view after this index, and the next dimension; disposes the view before.</summary>
        internal (Tensor View, int Axis) Apply(Tensor view, int axis)
        {
            if (what == What.Colon) return (view, axis + 1);
            using (view)
            {
                return what switch
                {
                    What.Single => (view.select(axis, start!.Value), axis),
                    What.None => (view.unsqueeze(axis), axis + 1),
                    _ => (view.slice(axis, start ?? 0, stop ?? long.MaxValue, step ?? 1), axis + 1),
                };
            }
        }

        private static long Of(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
