using System.Collections.ObjectModel;
using System.Text;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Models.Weights.PyTorch;

namespace EditableDeepSC.Models.Weights;

/// <summary>Named tensors in a file; they live no longer than it does.</summary>
public interface ITensorFile : IDisposable
{
    /// <summary>What there is, in the file's order; names are unique.</summary>
    IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>The free texts beside the tensors, where the format has any.</summary>
    IReadOnlyDictionary<string, string> Metadata => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gives one tensor; an unknown name is a <see cref="WeightsException"/>.</summary>
    WeightTensor Read(string name);
}

/// <summary>Opens weights of either kind.</summary>
public static class TensorFile
{
    private const int JsonStart = SafetensorsHeader.LengthFieldBytes;
    private const int FirstByteCount = 512;

    /// <summary>Opens a safetensors or PyTorch file by its content; throws <see cref="WeightsException"/>.</summary>
    public static ITensorFile Open(string path)
    {
        try
        {
            var start = FirstBytes(path);
            var isJson = start.Length > JsonStart && start[JsonStart] == '{';
            var isPyTorch = !isJson && (start.StartsWith("PK"u8) || start.StartsWith((byte)0x80));
            if (!isJson && !isPyTorch && WhatElse(start) is { } found)
                throw new WeightsException(WeightsErrorReason.BadHeader, $"{path}: this is {found}.");
            return isPyTorch ? PyTorchFile.Open(path) : SafetensorsFile.Open(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WeightsException(WeightsErrorReason.Unreadable, $"{path}: {problem.Message}");
        }
    }

    /// <summary>What a file is that is often taken for weights; null where that cannot be told.</summary>
    private static string? WhatElse(ReadOnlySpan<byte> start)
    {
        const int TarMark = 257;
        var text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return start.Length > TarMark && start[TarMark..].StartsWith("ustar"u8)
            ? "a tar archive: unpack it, or, if torch before 0.1.10 saved it, save its state_dict() with a newer one"
            : text.StartsWith("version https://git-lfs", StringComparison.Ordinal)
            ? "a pointer of Git LFS, not the file: fetch it with 'git lfs pull'"
            : text.StartsWith('<') ? "a web page, not the file: the download failed, repeat it in a browser"
            : start is [0x1F, 0x8B, ..] ? "compressed with gzip: unpack it first"
            : start is [0x89, (byte)'H', (byte)'D', (byte)'F', ..]
            ? "an HDF5 file, as Keras writes it: weights are PyTorch or safetensors files"
            : null;
    }

    /// <summary>The first bytes; none of a file that is not there.</summary>
    internal static ReadOnlySpan<byte> FirstBytes(string path)
    {
        if (!File.Exists(path)) return [];
        using var stream = File.OpenRead(path);
        var start = new byte[FirstByteCount];
        return start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }
}

/// <summary>Several files as one, for networks published in parts: LPIPS' backbone and linear layers.</summary>
public sealed class JoinedTensorFile : ITensorFile
{
    private readonly List<ITensorFile> files = [];
    private readonly Dictionary<string, ITensorFile> fileByName = new(StringComparer.Ordinal);

    /// <summary>Opens all; a tensor that two of them have is a <see cref="WeightsException"/>.</summary>
    public JoinedTensorFile(IEnumerable<string> paths)
    {
        try
        {
            foreach (var path in paths)
            {
                files.Add(TensorFile.Open(path));
                foreach (var tensor in files[^1].Tensors)
                {
                    if (!fileByName.TryAdd(tensor.Name, files[^1]))
                        throw new WeightsException(WeightsErrorReason.BadTensor,
                            $"{path}: '{tensor.Name.Printable()}' is also in an earlier file.");
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        Tensors = [.. files.SelectMany(file => file.Tensors)];
        Metadata = files.SelectMany(file => file.Metadata).DistinctBy(text => text.Key).ToDictionary();
    }

    public IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>Of a text that several files have, the first one's.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    public WeightTensor Read(string name) => fileByName.TryGetValue(name, out var file) ? file.Read(name)
        : throw new WeightsException(WeightsErrorReason.MissingTensor, $"There is no tensor '{name.Printable()}'.");

    public void Dispose() => files.ForEach(file => file.Dispose());
}
