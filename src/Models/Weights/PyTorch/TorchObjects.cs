using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>Makes data of the calls and references in torch.save's pickles.</summary>
internal static class TorchObjects
{
    /// <summary>What calling <paramref name="global"/> would have given.</summary>
    public static object Rebuild(PickleGlobal global, object?[] arguments) => (global.Kind, arguments) switch
    {
        (GlobalKind.Inert, _) => new PickleInert(global.Name),
        (GlobalKind.Size, [PickleTuple size]) => size,
        (GlobalKind.RebuildParameter, [TorchTensor tensor, ..]) => tensor,
        (GlobalKind.RebuildTensor, [TorchStorage storage, long offset, PickleTuple size, PickleTuple stride, ..]) =>
            new TorchTensor(storage, offset, Numbers(size), Numbers(stride)),
        (GlobalKind.RebuildTensor, [TorchStorageView view, long offset, PickleTuple size, PickleTuple stride, ..]) =>
            view.Tensor(offset, Numbers(size), Numbers(stride)),
        (GlobalKind.Dictionary, [PickleDict content]) => new PickleDict([.. content.Entries]),
        (GlobalKind.Dictionary, [List<object?> pairs]) => new PickleDict([.. pairs.Select(Pair)]),
        (GlobalKind.Dictionary, _) => new PickleDict([]),
        _ => throw Bad($"{global.Name} is called with arguments that it cannot take."),
    };

    /// <summary>
    /// Resolves the persistent id ('storage', class, key, device, element count[, view]): the storage, and what the id
    /// stands for. The form before torch 1.6 has views, (key, first element, element count), of a storage.
    /// </summary>
    public static (TorchStorage Storage, object Meant) Storage(object?[] id) => id switch
    {
        ["storage", PickleGlobal { Kind: GlobalKind.Storage } type, string key, string, long count, .. var view]
            when count >= 0 => (new TorchStorage(PickleGlobals.ElementType(type), key, count), view) switch
            {
                (var whole, [] or [null]) => (whole, whole),
                (var whole, [PickleTuple { Items: [string, long first, long length] }])
                    when first >= 0 && length >= 0 && length <= count && first <= count - length =>
                    (whole, new TorchStorageView(whole, first, length)),
                _ => throw Bad($"The storage '{key.Printable()}' has an impossible view."),
            },
        _ => throw Bad("The pickle refers to something other than a whole tensor storage."),
    };

    private static (object? Key, object? Value) Pair(object? pair) => pair switch
    {
        PickleTuple { Items: [var key, var value] } => (key, value),
        List<object?> { Count: 2 } list => (list[0], list[1]),
        _ => throw Bad("A dict is made of what are no pairs."),
    };

    private static long[] Numbers(PickleTuple tuple) =>
        [.. tuple.Items.Select(item => item is long size ? size : throw Bad("A tensor's shape is no whole number."))];

    private static WeightsException Bad(string message) => new(WeightsErrorReason.BadHeader, message);
}

/// <summary>A run of elements in the file that tensors are views of.</summary>
internal sealed record TorchStorage(TensorType Type, string Key, long ElementCount);

/// <summary>A part of a storage that was a storage of its own when it was saved.</summary>
internal sealed record TorchStorageView(TorchStorage Whole, long First, long Length)
{
    /// <summary>A tensor of elements counted from the first of the view.</summary>
    public TorchTensor Tensor(long offset, long[] shape, long[] strides)
    {
        _ = new TorchTensor(Whole with { ElementCount = Length }, offset, shape, strides); // inside the view
        return new TorchTensor(Whole, First + offset, shape, strides);
    }
}

/// <summary>Where a PyTorch file keeps its object tree and the elements of its storages.</summary>
internal interface IStorageSource : IDisposable
{
    /// <summary>The unpickled object.</summary>
    object? Root { get; }

    long FileBytes { get; }

    /// <summary>All bytes of a storage.</summary>
    ReadOnlyMemory<byte> Read(TorchStorage storage);
}
