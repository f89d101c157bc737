using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>Names tensors in nested dicts, lists and tuples by their path: <c>g_ema.conv1.weight</c>.</summary>
internal sealed class TensorTree
{
    private const int MaxDepth = 64, MaxNodes = 1_000_000, MaxTensors = 100_000;
    private const string RootName = "tensor";
    private readonly Dictionary<string, (TensorInfo Info, TorchTensor Tensor)> _tensors = [];
    private int _nodes;

    /// <summary>All tensors below <paramref name="root"/>, in order; a lone tensor is called "tensor".</summary>
    public static IReadOnlyDictionary<string, (TensorInfo Info, TorchTensor Tensor)> Flatten(object? root)
    {
        var tree = new TensorTree();
        tree.Visit("", root, depth: 0);
        return tree._tensors;
    }

    private void Visit(string path, object? node, int depth)
    {
        // A list may contain itself, or a small pickle the same list very often.
        if (depth > MaxDepth || ++_nodes > MaxNodes || _tensors.Count > MaxTensors)
            throw new WeightsException(WeightsErrorReason.TooLarge,
                $"The file nests deeper than {MaxDepth}, or holds over {MaxNodes} values or {MaxTensors} tensors.");
        switch (node)
        {
            case TorchTensor tensor: Add(path.Length == 0 ? RootName : path, tensor); break;
            case PickleDict dict: VisitAll(path, dict.Entries, depth); break;
            case List<object?> list: VisitAll(path, Numbered(list), depth); break;
            case PickleTuple tuple: VisitAll(path, Numbered(tuple.Items), depth); break;
        }
    }

    private void VisitAll(string path, IEnumerable<(object? Key, object? Value)> entries, int depth)
    {
        var position = 0;
        foreach (var (key, value) in entries)
        {
            var step = key is string or long ? Convert.ToString(key, CultureInfo.InvariantCulture)! : $"#{position}";
            Visit(path.Length == 0 ? step : $"{path}.{step}", value, depth + 1);
            position++;
        }
    }

    private static IEnumerable<(object? Key, object? Value)> Numbered(IEnumerable<object?> items) =>
        items.Select((item, i) => ((object?)(long)i, item));

    private void Add(string name, TorchTensor tensor)
    {
        var info = new TensorInfo(name, tensor.Storage.Type, tensor.Shape);
        if (!_tensors.TryAdd(name, (info, tensor)))
            throw new WeightsException(WeightsErrorReason.BadTensor, $"Two tensors are called '{name.Printable()}'.");
    }
}
