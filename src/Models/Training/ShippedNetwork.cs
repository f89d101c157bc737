using static TorchSharp.torch;

namespace EditableDeepSC.Models.Training;

/// <summary>
/// A network for weights/, under its file name without extension, and what to write into the file's header.
/// </summary>
public sealed record ShippedNetwork(string Name, nn.Module Network)
{
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
