using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Samples.ChannelPlugin;

/// <summary>What the program looks for when it loads this assembly.</summary>
public sealed class SamplePlugin : IChannelPlugin
{
    public void Register(ChannelRegistry registry)
    {
        registry.Channels.Add<TunnelOptions>(
            TunnelChannel.Name, "Regular tunnels on the way", options => new TunnelChannel(options));
        registry.SnrProcesses.Add<DaylightOptions>(
            DaylightSnr.Name, "A sine over the day", options => new DaylightSnr(options));
    }
}
