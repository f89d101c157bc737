using System.Net;
using EditableDeepSC.Channels.Options;

namespace EditableDeepSC.Host.Serve;

/// <summary>What <c>eds serve</c> is to do.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Port">The port; 0 takes a free one.</param>
/// <param name="Token">What others must know; null on loopback alone.</param>
/// <param name="Weights">The folder of the networks.</param>
/// <param name="Device">Where they compute.</param>
/// <param name="Registry">The channels that there are.</param>
/// <param name="Runs">The folder of the runs.</param>
internal sealed record ServeOptions(IPAddress Address, int Port, string? Token, DirectoryInfo Weights, string Device,
    ChannelRegistry Registry, string Runs)
{
    public const int LeastTokenLength = 16;
}
