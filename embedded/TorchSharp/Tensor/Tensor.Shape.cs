using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor T => Op.Call("numpy_T", this);
        public Tensor mT => transpose(-2, -1);
        public Tensor t() => Op.Call("t", this);
        public Tensor reshape(params long[] shape) => Op.Call("reshape", this, shape);
        public Tensor view(params long[] shape) => Op.Call("view", this, shape);
        public Tensor view_as(Tensor other) => Op.Call("view_as", this, other);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) =>
            Op.Call("flatten.using_ints", this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes)
        {
            var axis = dim < 0 ? dim + ndim : dim;
            var old = shape;
            return view([.. old[..(int)axis], .. sizes, .. old[(int)(axis + 1)..]]);
        }
        public Tensor squeeze(long? dim = null) =>
            dim is { } d ? Op.Call("squeeze.dim", this, d) : Op.Call("squeeze", this);
        public Tensor unsqueeze(long dim) => Op.Call("unsqueeze", this, dim);
        public Tensor permute(params long[] permutation) => Op.Call("permute", this, permutation);
        public Tensor transpose(long dim0, long dim1) => Op.Call("transpose.int", this, dim0, dim1);
        public Tensor movedim(long[] source, long[] destination) =>
            Op.Call("movedim.intlist", this, source, destination);
        public Tensor expand(params long[] sizes) => Op.Call("expand", this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Op.Call("expand", this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) =>
            Op.Call("expand", this, sizes, isImplicit);
        public Tensor expand_as(Tensor other) => Op.Call("expand_as", this, other);
        public Tensor broadcast_to(params long[] shape) => Op.Call("broadcast_to", this, shape);
        public Tensor repeat(params long[] sizes) => Op.Call("repeat", this, sizes);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Op.Call("repeat_interleave.self_int", this, repeats, dim, output_size);
        public Tensor tile(long[] reps) => Op.Call("tile", this, reps);
        public Tensor flip(params long[] dims) => Op.Call("flip", this, dims);
        public Tensor roll(long shifts, long? dims = null) =>
            Op.Call("roll", this, new[] { shifts }, dims is { } d ? new[] { d } : Array.Empty<long>());
        public Tensor roll(long[] shifts, long[] dims) => Op.Call("roll", this, shifts, dims);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) =>
            Op.Call("diagonal", this, offset, dim1, dim2);
        public Tensor diag(long diagonal = 0) => Op.Call("diag", this, diagonal);
        public Tensor tril(long diagonal = 0) => Op.Call("tril", this, diagonal);
        public Tensor triu(long diagonal = 0) => Op.Call("triu", this, diagonal);
        public Tensor unfold(long dimension, long size, long step) => Op.Call("unfold", this, dimension, size, step);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Op.Call("as_strided", this, size, strides, storageOffset);
        public Tensor contiguous() => Op.Call("contiguous", this);

        public Tensor[] split(long size, int dim = 0) => Op.CallList("split.Tensor", this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => Op.CallList("split_with_sizes", this, sizes, dim);
        public Tensor[] chunk(long chunks, long dim = 0) => Op.CallList("chunk", this, chunks, dim);
        public Tensor[] unbind(long dimension = 0) => Op.CallList("unbind.int", this, dimension);

        public Tensor select(long dim, long index) => Op.Call("select.int", this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) =>
            Op.Call("slice.Tensor", this, dim, start, finish, step);
        public Tensor narrow(long dim, long start, long length) => Op.Call("narrow", this, dim, start, length);
        public Tensor index_select(long dim, Tensor index) => Op.Call("index_select", this, dim, index);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Op.Call("index_add", this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Op.InPlace("index_add_", this, dim, index, source, alpha);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) =>
            Op.InPlace("index_copy_", this, dim, index, source);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) =>
            Op.InPlace("index_fill_.int_Scalar", this, dim, index, value);
        public Tensor gather(long dim, Tensor index) => Op.Call("gather", this, dim, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Op.Call("scatter.src", this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Op.InPlace("scatter_.src", this, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Op.Call("scatter_add", this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) =>
            Op.InPlace("scatter_add_", this, dim, index, src);
        public Tensor take_along_dim(Tensor indices, long dim) => Op.Call("take_along_dim", this, indices, dim);
        public Tensor masked_select(Tensor mask) => Op.Call("masked_select", this, mask);
        public Tensor nonzero() => Op.Call("nonzero", this);
    }
}
