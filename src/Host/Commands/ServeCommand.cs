using System.Net;
using EditableDeepSC.Host.Serve;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds serve</c>: a local page to try the codec on.</summary>
internal sealed class ServeCommand : Command
{
    public const int DefaultPort = 5080;

    private readonly Option<int> port = DefaultOption.Of("--port", DefaultPort, "The port; 0 takes a free one.");
    private readonly Option<string> listen = DefaultOption.Of("--listen", "127.0.0.1",
        "The address to listen on; all but this machine's own (loopback) need --token.");
    private readonly Option<string?> token = new("--token")
    {
        Description = $"What others must know to see the page, {ServeOptions.LeastTokenLength} letters or more; they open "
            + "http://HOST:PORT/?token=TEXT once.",
        HelpName = "TEXT",
    };
    private readonly Option<string> runs = DefaultOption.Of("--runs", "runs",
        "The folder that runs are written to and shown from.");
    private readonly Option<DirectoryInfo> weights = WeightsOption.Create();
    private readonly Option<string> device = DeviceOption.Create();

    public ServeCommand() : base("serve", "Opens a page in the browser of this machine: edit a portrait, send it, see it.")
    {
        foreach (var option in new Option[] { port, listen, token, runs, ChannelModules.Plugin, weights, device }) Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var server = new WebServer(OptionsOf(parsed), parsed.InvocationConfiguration.Error);
        await server.StartAsync();
        server.WarmUp();
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"open {server.Url} (Ctrl-C ends)");
        await server.RunAsync(cancellation);
        return ExitCode.Ok;
    }

    private ServeOptions OptionsOf(ParseResult parsed)
    {
        var (number, text, secret) = (parsed.GetValue(port), parsed.GetRequiredValue(listen), parsed.GetValue(token));
        if (number is < 0 or > ushort.MaxValue) throw new UserErrorException($"--port takes 0 to 65535, not {number}.");
        if (!IPAddress.TryParse(text == "localhost" ? "127.0.0.1" : text, out var address))
            throw new UserErrorException($"--listen takes an IP address, such as 0.0.0.0 for all, not '{text}'.");
        if (secret is { Length: < ServeOptions.LeastTokenLength })
            throw new UserErrorException($"--token takes {ServeOptions.LeastTokenLength} letters or more.");
        if (secret is null && !IPAddress.IsLoopback(address))
            throw new UserErrorException($"{address} can be reached by others: give --token TEXT too, which they must know.");
        return new(address, number, secret, parsed.GetRequiredValue(weights),
            DeviceOption.NameOf(parsed.GetRequiredValue(device)), ChannelModules.Registry(parsed),
            parsed.GetRequiredValue(runs));
    }
}
