namespace EditableDeepSC.Models.Weights;

/// <summary>Weights that cannot be used; the message names the place and, if any, the remedy.</summary>
public sealed class WeightsException(WeightsErrorReason reason, string message) : Exception(message)
{
    public WeightsErrorReason Reason { get; } = reason;

    /// <summary>The same problem with the file's name in front.</summary>
    internal WeightsException In(string path) => new(Reason, $"{path}: {Message}");
}

/// <summary>What is wrong with a weights file, a tensor in it or the folder.</summary>
public enum WeightsErrorReason
{
    /// <summary>A file that is named is not there.</summary>
    MissingFile,
    /// <summary>A file that is there cannot be opened.</summary>
    Unreadable,
    /// <summary>The file ends before its content does.</summary>
    Truncated,
    /// <summary>The header or manifest, which says what the file holds, is invalid.</summary>
    BadHeader,
    /// <summary>A tensor's shape, range or name is impossible.</summary>
    BadTensor,
    /// <summary>A limit on sizes or counts is exceeded.</summary>
    TooLarge,
    /// <summary>The element type or the variant of the format is not supported.</summary>
    UnsupportedType,
    /// <summary>The tensor has another element type than was asked for.</summary>
    WrongType,
    /// <summary>No tensor of that name.</summary>
    MissingTensor,
    /// <summary>The tensors are not those of the network that they are meant for.</summary>
    WrongNetwork,
    /// <summary>Size or SHA-256 differ from the manifest's.</summary>
    WrongChecksum,
    /// <summary>A weights file that the manifest does not list.</summary>
    UnlistedFile,
    /// <summary>A pickle asks for code that the reader does not know to be harmless.</summary>
    RefusedGlobal,
}
