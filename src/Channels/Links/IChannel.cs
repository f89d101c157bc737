namespace EditableDeepSC.Channels.Links;

/// <summary>
/// What the air does to symbols. A channel holds only its options, so one object serves every user on any thread: all
/// chance comes from the keys in <see cref="ChannelUse"/>, all memory from the <see cref="Realisation"/>. To add one:
/// the class and its options in Channels/Channels, a line in <c>ChannelRegistry</c>, an entry in
/// tests/Channels/Modules.cs and the table of docs/channels.md (CONTRIBUTING.md has the steps one by one).
/// </summary>
public interface IChannel
{
    /// <summary>
    /// Adds this channel's part to <paramref name="realisation"/>, which begins as unit gain and white noise at the
    /// requested SNR: multiplies gains, sets taps, reweighs noise, adds interference or clips.
    /// </summary>
    void Impose(in ChannelUse use, Realisation realisation);
}
