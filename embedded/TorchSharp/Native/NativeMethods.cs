using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// The C boundary of embedded/native/boxed_torch.cpp; a non-zero status leaves its text in <c>boxed_last_error</c>.
/// </summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "boxed_torch";

    static NativeMethods() => LibraryResolver.Register();

    [LibraryImport(Library)] internal static partial byte* boxed_last_error();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int boxed_find(string name, string overload, out nint op);
    [LibraryImport(Library)]
    internal static partial int boxed_call(nint op, Value* args, int count, Value* results, int capacity,
        out int returned);
    [LibraryImport(Library)] internal static partial void boxed_free_list(nint items);

    [LibraryImport(Library)] internal static partial void tensor_release(nint tensor);
    [LibraryImport(Library)] internal static partial nint tensor_retain(nint tensor);
    [LibraryImport(Library)] internal static partial int tensor_describe(nint tensor, out Description description);
    [LibraryImport(Library)]
    internal static partial int tensor_strides(nint tensor, out long* strides,
        out long offset);
    [LibraryImport(Library)] internal static partial int tensor_data(nint tensor, out void* data);
    [LibraryImport(Library)] internal static partial int tensor_get_grad(nint tensor, out nint grad);
    [LibraryImport(Library)] internal static partial int tensor_set_grad(nint tensor, nint grad);
    [LibraryImport(Library)] internal static partial int tensor_retain_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial int autograd_backward(nint[] tensors, int count, nint[] gradients, int gradientCount,
        int retainGraph, int createGraph, nint[] inputs, int inputCount);
    [LibraryImport(Library)]
    internal static partial int autograd_grad(nint[] outputs, int count, nint[] inputs, int inputCount,
        nint[] gradients, int gradientCount, int retainGraph, int createGraph, int allowUnused, [Out] nint[] results);
    [LibraryImport(Library)] internal static partial int grad_mode();
    [LibraryImport(Library)] internal static partial void grad_mode_set(int enabled);
    [LibraryImport(Library)] internal static partial int inference_mode();
    [LibraryImport(Library)] internal static partial nint inference_mode_enter(int enabled);
    [LibraryImport(Library)] internal static partial void inference_mode_leave(nint guard);

    [LibraryImport(Library)]
    internal static partial int generator_default(long deviceType, int index,
        out nint generator);
    [LibraryImport(Library)]
    internal static partial int generator_create(long deviceType, int index, ulong seed, out nint generator);
    [LibraryImport(Library)] internal static partial int generator_set_seed(nint generator, ulong seed);
    [LibraryImport(Library)] internal static partial int generator_seed(nint generator, out ulong seed);
    [LibraryImport(Library)] internal static partial int generator_get_state(nint generator, out nint state);
    [LibraryImport(Library)] internal static partial int generator_set_state(nint generator, nint state);
    [LibraryImport(Library)] internal static partial void generator_release(nint generator);
    [LibraryImport(Library)] internal static partial int random_seed_all(ulong seed);

    [LibraryImport(Library)] internal static partial int context_threads();
    [LibraryImport(Library)] internal static partial int context_interop_threads();
    [LibraryImport(Library)] internal static partial int context_set_threads(int count);
    [LibraryImport(Library)] internal static partial int context_set_interop_threads(int count);
    [LibraryImport(Library)] internal static partial int context_cuda_devices();
    [LibraryImport(Library)] internal static partial int context_has_cudnn();
    [LibraryImport(Library)] internal static partial int context_cuda_synchronize(int index);
    [LibraryImport(Library)] internal static partial int context_set_deterministic(int enabled, int warnOnly);
    [LibraryImport(Library)] internal static partial int context_deterministic();
    [LibraryImport(Library)] internal static partial int context_deterministic_warn_only();
    [LibraryImport(Library)] internal static partial int context_tf32();
    [LibraryImport(Library)] internal static partial void context_set_tf32(int enabled);
}

/// <summary>One argument or result of a boxed call, as the C side lays it out.</summary>
internal struct Value
{
    public Kind Kind;
    public int Count;
    public long Payload;
}

internal enum Kind
{
    None, Tensor, Int, Double, Bool, IntList, DoubleList, BoolList, TensorList, OptionalTensorList, Device, Generator,
    String, Complex,
}

/// <summary>What libtorch knows of a tensor, read in one call.</summary>
internal unsafe struct Description
{
    public long* Sizes;
    public long Dimensions;
    public long Elements;
    public int ScalarType;
    public int DeviceType;
    public int DeviceIndex;
    public TensorFlags Flags;
}

[Flags]
internal enum TensorFlags
{
    RequiresGrad = 1,
    Leaf = 2,
    Contiguous = 4,
    Sparse = 8,
}
