namespace EditableDeepSC.Channels;

/// <summary>
/// Implement it once or more in an assembly, with a public parameterless constructor, to add modules to it.
/// </summary>
public interface IChannelPlugin
{
    /// <summary>Adds channels and SNR processes to <paramref name="registry"/>.</summary>
    void Register(ChannelRegistry registry);
}
