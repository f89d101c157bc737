using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Networks;

namespace EditableDeepSC.Models.Weights;

/// <summary>Writes the state of a network to a safetensors file and reads it back.</summary>
public static class ModuleWeights
{
    private const int MostNamesShown = 5;

    // What may be absent: counters that only training reads (old PyTorch files) and constants (LPIPS' files).
    private static readonly string[] Optional = ["num_batches_tracked", "scaling_layer.shift", "scaling_layer.scale"];

    private static readonly (TensorType Stored, ScalarType Live)[] Types =
    [
        (TensorType.F64, ScalarType.Float64), (TensorType.F32, ScalarType.Float32),
        (TensorType.F16, ScalarType.Float16), (TensorType.BF16, ScalarType.BFloat16),
        (TensorType.I64, ScalarType.Int64), (TensorType.I32, ScalarType.Int32), (TensorType.I16, ScalarType.Int16),
        (TensorType.I8, ScalarType.Int8), (TensorType.U8, ScalarType.Byte), (TensorType.BOOL, ScalarType.Bool),
    ];

    /// <summary>
    /// Saves all parameters and buffers. With <paramref name="half"/> matrices and kernels are stored as float16 where
    /// all their numbers fit; vectors (biases, norms) keep their type.
    /// </summary>
    public static void Save(nn.Module network, string path, bool half = false,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var tensors = network.state_dict().Select(entry => Stored(entry.Key, entry.Value, half));
        SafetensorsWriter.Write(path, tensors, metadata);
    }

    /// <summary>Loads a file that <see cref="Save"/> wrote.</summary>
    public static void Load(nn.Module network, string path)
    {
        using var file = TensorFile.Open(path);
        Load(network, file, new NameMap { Wrappers = [] });
    }

    /// <summary>
    /// Loads a file, converting element types. Throws a <see cref="WeightsException"/>, with the network unchanged,
    /// unless it holds exactly the tensors of the network in their shapes.
    /// </summary>
    public static void Load(nn.Module network, ITensorFile file, NameMap names)
    {
        var state = network.state_dict();
        var fileNames = names.Resolve(file.Tensors.Select(tensor => tensor.Name));
        var infos = file.Tensors.ToDictionary(tensor => tensor.Name);
        Check(network.GetName(), state, fileNames.ToDictionary(name => name.Key, name => infos[name.Value]));
        using var quiet = no_grad();
        foreach (var (ours, theirs) in fileNames)
        {
            using var live = Live(file.Read(theirs));
            state[ours].copy_(live);
        }
    }

    private static void Check(string network, Dictionary<string, Tensor> state, Dictionary<string, TensorInfo> given)
    {
        var missing = state.Keys.Where(key => !given.ContainsKey(key) && !Optional.Any(key.EndsWith)).ToList();
        var unexpected = given.Keys.Where(key => !state.ContainsKey(key)).ToList();
        var misshapen = given.Where(entry => state.TryGetValue(entry.Key, out var own)
                && !own.shape.AsSpan().SequenceEqual(entry.Value.Shape.AsSpan()))
            .Select(entry => $"{entry.Key} is {Shape.Show(entry.Value.Shape.AsSpan())}, " +
                $"not {Shape.Show(state[entry.Key].shape)}")
            .ToList();
        var mistyped = given.Where(entry => state.TryGetValue(entry.Key, out var own)
                && own.is_floating_point() != IsFloatingPoint(entry.Value.Type))
            .Select(entry => $"{entry.Key} holds {entry.Value.Type}").ToList();
        var problems = new[]
            {
                ("missing", missing), ("unexpected", unexpected), ("of another shape", misshapen), ("of another type", mistyped),
            }
            .Where(problem => problem.Item2.Count > 0).Select(problem => List(problem.Item1, problem.Item2)).ToList();
        if (problems.Count > 0)
            throw new WeightsException(WeightsErrorReason.WrongNetwork,
                $"These are not the weights of this {network}: {string.Join("; ", problems)}.");
    }

    private static bool IsFloatingPoint(TensorType type) =>
        type is TensorType.F64 or TensorType.F32 or TensorType.F16 or TensorType.BF16;

    private static string List(string what, List<string> names) =>
        $"{names.Count} {what} ({string.Join(", ", names.Take(MostNamesShown).Select(name => name.Printable()))}" +
            $"{(names.Count > MostNamesShown ? ", ..." : "")})";

    private static WeightTensor Stored(string name, Tensor tensor, bool half)
    {
        using var scope = NewDisposeScope();
        var stored = tensor.detach().cpu().contiguous();
        if (half && stored.is_floating_point() && stored.Dimensions >= 2)
        {
            var small = stored.to_type(ScalarType.Float16);
            if (small.isfinite().all().item<bool>()) stored = small;
        }
        var type = Array.Find(Types, pair => pair.Live == stored.dtype).Stored;
        return new WeightTensor(new TensorInfo(name, type, [.. stored.shape]), stored.bytes.ToArray());
    }

    private static Tensor Live(WeightTensor stored)
    {
        var live = empty(stored.Info.Shape.ToArray(), Array.Find(Types, pair => pair.Stored == stored.Info.Type).Live);
        stored.Bytes.CopyTo(live.bytes);
        return live;
    }
}

/// <summary>From the tensor names of a public weights file to those of our network.</summary>
public sealed record NameMap
{
    /// <summary>What training programs put around the state of a network; the averaged weights come first.</summary>
    public static readonly IReadOnlyList<string> Common =
        ["params_ema.", "params.", "state_dict.", "model.", "module.", "_orig_mod."];

    /// <summary>
    /// Prefixes of the part that is wanted, the preferred ones first, stripped again and again while a file has any;
    /// tensors without are then no part of it: "g_ema." leaves the other networks of a checkpoint out.
    /// </summary>
    public IReadOnlyList<string> Wrappers { get; init; } = Common;

    /// <summary>Prefixes that are called otherwise here; null leaves their tensors out.</summary>
    public IReadOnlyDictionary<string, string?> Prefixes { get; init; } = new Dictionary<string, string?>();

    /// <summary>For each of our names the file's.</summary>
    public IReadOnlyDictionary<string, string> Resolve(IEnumerable<string> names)
    {
        var wanted = names.Select(name => (Ours: name, File: name)).ToList();
        while (Wrappers.FirstOrDefault(wrapper =>
            wanted.Exists(name => name.Ours.StartsWith(wrapper, StringComparison.Ordinal))) is { } wrapper)
        {
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
