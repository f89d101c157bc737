using System.CommandLine;

namespace EditableDeepSC.Host;

/// <summary><c>eds channel</c>: look at any link before trusting a run to it.</summary>
internal static class ChannelCommand
{
    public static Command Create() => new("channel", "Lists, describes and measures channels and SNR processes.")
    {
        ChannelModules.Plugin,
        ChannelListCommand.Create(),
        ChannelShowCommand.Create(),
        new BerCommand(),
        new SelfTestCommand(),
    };
}
