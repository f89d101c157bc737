using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign(select(0, i1), value);
        }

        public Tensor this[long i1, long i2]
        {
            get => index(At(i1, i2));
            set => index_put_(value, At(i1, i2), false);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(At(i1, i2, i3));
            set => index_put_(value, At(i1, i2, i3), false);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(At(i1, i2, i3, i4));
            set => index_put_(value, At(i1, i2, i3, i4), false);
        }

        /// <summary>Basic and advanced indexing as in NumPy; a view where only integers and slices are given.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = Resolve(indices);
            if (tensors is null) return view;
            using (view) return Op.Call("index.Tensor", view, Arg.Optional(tensors));
        }

        public Tensor index(params Tensor[] indices) => Op.Call("index.Tensor", this, Arg.Optional(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors) = Resolve(indices);
            using (view)
            {
                if (tensors is not null) Op.InPlace("index_put_", view, Arg.Optional(tensors), value, accumulate);
                else if (accumulate) view.add_(value);
                else view.copy_(value);
            }
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Op.InPlace("index_put_", this, Arg.Optional(indices), value, accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filled = Op.Call("full", Array.Empty<long>(), value, dtype, Arg.None, device);
            return index_put_(filled, indices, false);
        }

        private static TensorIndex[] At(params long[] indices) => [.. indices.Select(i => TensorIndex.Single(i))];

        private static void Assign(Tensor view, Tensor value)
        {
            using (view) view.copy_(value);
        }

        /// <summary>
        /// Applies integers, slices, None and Ellipsis as a view; what is left are index tensors by dimension.
        /// </summary>
        private (Tensor View, Tensor?[]? Indices) Resolve(TensorIndex[] indices)
        {
            var view = alias();
            var tensors = new List<Tensor?>();
            var axis = 0;
            foreach (var index in indices)
            {
                if (index.IsEllipsis)
                    axis += (int)view.Dimensions - axis - indices.SkipWhile(i => !i.IsEllipsis).Sum(i => i.Covers);
                else if (index.Selected is { } tensor)
                    axis = Put(tensors, tensor, axis);
                else
                    (view, axis) = index.Apply(view, axis);
            }
            return (view, tensors.Count == 0 ? null : [.. tensors]);
        }

        private static int Put(List<Tensor?> tensors, Tensor index, int axis)
        {
            while (tensors.Count < axis) tensors.Add(null);
            tensors.Add(index);
            return axis + TensorIndex.Covered(index);
        }
    }
}
