using System.Collections.Immutable;
using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Weights;

/// <summary>The shapes of a network's tensors by our names, from which its size is read.</summary>
internal sealed class StateShapes(IReadOnlyDictionary<string, ImmutableArray<long>> shapeByName)
{
    /// <summary>
    /// The extent of a dimension, which a layer beside it must confirm: a file that lies in one tensor would otherwise make
    /// a network of any size. Throws a <see cref="WeightsException"/> where there is none, or it stands alone.
    /// </summary>
    public long this[string name, int dimension]
    {
        get
        {
            var extent = Alone(name, dimension);
            return shapeByName.Any(entry => entry.Key != name && entry.Value.Contains(extent)) ? extent
                : throw new WeightsException(WeightsErrorReason.WrongNetwork,
                    $"The tensor '{name}' has an extent of {extent}, which fits no other layer of the file.");
        }
    }

    /// <summary>An extent that no other layer shares; throws like the indexer where there is none.</summary>
    public long Alone(string name, int dimension) =>
        shapeByName.TryGetValue(name, out var shape) && dimension < shape.Length ? shape[dimension]
            : throw new WeightsException(WeightsErrorReason.WrongNetwork,
                $"There is no tensor '{name}' with {dimension + 1} dimensions, which tells the size of the network.");

    public bool Has(string name) => shapeByName.ContainsKey(name);

    /// <summary>
    /// How many tensors of a numbered name there are, counted from <paramref name="first"/> without a gap.
    /// </summary>
    public int Count(string format, int first = 0)
    {
        var count = 0;
        while (Has(string.Format(CultureInfo.InvariantCulture, format, first + count))) count++;
        return count > 0 ? count : throw new WeightsException(WeightsErrorReason.WrongNetwork,
            $"There is no tensor '{string.Format(CultureInfo.InvariantCulture, format, first)}'.");
    }

    /// <summary>The blocks in each stage of a ResNet.</summary>
    public IReadOnlyList<int> Stages() =>
    [
        .. Enumerable.Range(1, Count("layer{0}.0.conv1.weight", first: 1))
            .Select(stage => Count($"layer{stage}.{{0}}.conv1.weight")),
    ];

    /// <summary>The classifier heads ("name.1.weight"), in the file's order.</summary>
    public IReadOnlyList<Head> Heads(string notAHead)
    {
        const string suffix = ".1.weight";
        return [.. shapeByName.Where(entry => entry.Key.EndsWith(suffix, StringComparison.Ordinal)
                && entry.Key.IndexOf('.', StringComparison.Ordinal) == entry.Key.Length - suffix.Length)
            .Select(entry => new Head(entry.Key[..^suffix.Length], (int)entry.Value[0]))
            .Where(head => head.Name != notAHead)];
    }
}
