namespace EditableDeepSC.Channels.Options;

/// <summary>
/// An option, a name or a file that a user gave cannot be used; the message says which and what to do.
/// </summary>
public sealed class ChannelOptionException(string message, Exception? cause = null) : Exception(message, cause);
