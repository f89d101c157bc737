namespace EditableDeepSC.Models.Pictures;

/// <summary>Why an image file was not read or written.</summary>
public enum ImageErrorReason
{
    /// <summary>The content is neither PNG nor JPEG, whatever the file is called.</summary>
    UnknownFormat,
    /// <summary>The file ends before its image does.</summary>
    Truncated,
    /// <summary>The content contradicts its format: a wrong checksum, an impossible code.</summary>
    Corrupt,
    /// <summary>A limit of <see cref="ImageLimits"/> is exceeded.</summary>
    TooLarge,
    /// <summary>A valid file of a kind that the decoder does not read.</summary>
    Unsupported,
}

/// <summary>An image that cannot be read or written; the message names the cause and, if any, the remedy.</summary>
public sealed class ImageException(ImageErrorReason reason, string message) : Exception(message)
{
    public ImageErrorReason Reason { get; } = reason;
}
