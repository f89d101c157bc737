namespace EditableDeepSC.Models.Weights;

/// <summary>From the tensor names of a public weights file to those of our network.</summary>
public sealed record NameMap
{
    /// <summary>
    /// Prefixes of the part that is wanted, stripped one after the other where a file has them; tensors without are
    /// then no part of it: "g_ema." leaves the other networks of a checkpoint out.
    /// </summary>
    public IReadOnlyList<string> Wrappers { get; init; } = ["state_dict.", "module."];

    /// <summary>Prefixes that are called otherwise here; null leaves their tensors out.</summary>
    public IReadOnlyDictionary<string, string?> Prefixes { get; init; } = new Dictionary<string, string?>();

    /// <summary>For each of our names the file's.</summary>
    public IReadOnlyDictionary<string, string> Resolve(IEnumerable<string> names)
    {
        var wanted = names.Select(name => (Ours: name, File: name)).ToList();
        foreach (var wrapper in Wrappers)
        {
            if (!wanted.Any(name => name.Ours.StartsWith(wrapper, StringComparison.Ordinal))) continue;
            wanted = [.. wanted.Where(name => name.Ours.StartsWith(wrapper, StringComparison.Ordinal))
                .Select(name => (name.Ours[wrapper.Length..], name.File))];
        }
        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, file) in wanted)
        {
            if (Rename(name) is not { } ours || resolved.TryAdd(ours, file)) continue;
            throw new WeightsException(WeightsErrorReason.WrongNetwork,
                $"Both '{resolved[ours].Printable()}' and '{file.Printable()}' stand for {ours}.");
        }
        return resolved;
    }

    private string? Rename(string name)
    {
        foreach (var (prefix, ours) in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return ours is null ? null : ours + name[prefix.Length..];
        }
        return name;
    }
}
