namespace EditableDeepSC.Channels.Images;

/// <summary>An image that cannot be read or written; the message names the cause and, if any, the remedy.</summary>
public sealed class ImageException(ImageErrorReason reason, string message) : Exception(message)
{
    public ImageErrorReason Reason { get; } = reason;
}
