namespace EditableDeepSC.Models.Weights;

/// <summary>
/// Several files as one, for networks that are published in parts: LPIPS' backbone and its linear layers.
/// </summary>
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
                            $"{path}: '{tensor.Name.Printable()}' is in a file before it, too.");
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
