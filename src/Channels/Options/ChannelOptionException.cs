namespace EditableDeepSC.Channels.Options;

/// <summary>
/// An option, a name or a file that a user gave cannot be used; the message says which and what to do.
/// </summary>
public sealed class ChannelOptionException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Where in the JSON that was bound, such as "points[1].snrDb"; empty for all of it.</summary>
    public string Path { get; init; } = "";

    /// <summary>The key in the object at <see cref="Path"/> that no option has; null for other mistakes.</summary>
    public string? UnknownKey { get; init; }
}
