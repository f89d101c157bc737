using System.Diagnostics.CodeAnalysis;
using System.Net;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Host.Runs;
using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Serve;

/// <summary>The page of <c>eds serve</c> beside a run of the command line.</summary>
internal sealed class WatchPage : IAsyncDisposable
{
    private readonly WebServer server;
    [SuppressMessage("Usage", "CA2213", Justification = "The server's, which ends it.")]
    private readonly LiveRuns live;
    private readonly string runs;
    private readonly TextWriter remarks;

    private WatchPage(int port, string device, string folder, InvocationConfiguration output)
    {
        runs = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        remarks = output.Error;
        live = new LiveRuns(runs, device, TimeProvider.System);
        server = new WebServer(new(IPAddress.Loopback, port, null, WeightsOption.Shipped, DeviceOption.NameOf(device),
            new ChannelRegistry(), runs), remarks, live);
    }

    /// <summary>Opens it on loopback, and says where.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="device">Of the playground.</param>
    /// <param name="folder">Of the run.</param>
    /// <param name="output">Where its address is written: beside the results.</param>
    public static async Task<WatchPage> OpenAsync(int port, string device, string folder, InvocationConfiguration output)
    {
        if (port is < 0 or > ushort.MaxValue) throw new UserErrorException($"a port is 0 to 65535, not {port}.");
        var page = new WatchPage(port, device, folder, output);
        try
        {
            await page.server.StartAsync();
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
        await page.remarks.WriteLineAsync($"eds: watch it at {page.server.Url}runs, metrics at {page.server.Url}metrics");
        return page;
    }

    public IRunObserver Watch(IRunObserver recorder, RunDescription point) => live.Watch(recorder, point);

    public void End(RunSummary summary, string folder) =>
        live.End(summary, PastRuns.IdOf(runs, Path.GetFullPath(folder)));

    /// <summary>Keeps the page until Ctrl-C.</summary>
    public async Task StayAsync(CancellationToken cancellation)
    {
        await remarks.WriteLineAsync("eds: the page stays open; Ctrl-C ends");
        await server.RunAsync(cancellation);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
