using System.Net;
using System.Net.Sockets;
using System.Text;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Serve;

namespace EditableDeepSC.Host.Tests.Serve;

/// <summary>A server on a free port of loopback, and raw requests to it, as no client of a library would send them.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    internal WebServer Server { get; }

    public StringWriter Error { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    public RunningServer() : this(null)
    {
    }

    internal RunningServer(string? token) => Server = new WebServer(new(IPAddress.Loopback, 0, token,
        new DirectoryInfo(Docs.Document.PathOf("weights")), "cpu", new ChannelRegistry(), Runs), Error);

    public string Runs { get; } = Directory.CreateTempSubdirectory("eds-runs-").FullName;

    public string Host => Server.Url.Authority;

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("EDS_SCENARIOS", Docs.Document.PathOf("scenarios"));
        await Server.StartAsync();
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, CheckCertificateRevocationList = true })
        {
            BaseAddress = Server.Url,
        };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await Error.DisposeAsync();
        Directory.Delete(Runs, recursive: true);
    }

    /// <summary>Sends text as it is; the status, and all of the answer.</summary>
    public async Task<(int Status, string Answer)> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Server.Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        return (answer.Length > 12 ? int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0, answer);
    }

    public Task<(int Status, string Answer)> GetAsync(string path, string? host = null, string more = "") =>
        RawAsync($"GET {path} HTTP/1.1\r\nHost: {host ?? Host}\r\nConnection: close\r\n{more}\r\n");

    public Task<(int Status, string Answer)> PostAsync(string path, string body, string more = "",
        string type = "application/json") => RawAsync($"POST {path} HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n"
            + $"Content-Type: {type}\r\nContent-Length: {Encoding.Latin1.GetByteCount(body)}\r\n{more}\r\n{body}");
}
