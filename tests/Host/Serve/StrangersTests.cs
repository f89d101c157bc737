using System.Net;
using System.Net.Sockets;
using System.Text;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Host.Tests.Serve;

/// <summary>What strangers may try on <c>eds serve</c>: nothing runs, nothing leaks, nothing breaks.</summary>
public sealed class StrangersTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Order = """{"turn":"none","snrsDb":[6],"channel":"awgn","form":"hybrid","symbols":512,"seed":1}""";

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("169.254.169.254", 421)]
    [InlineData("192.168.1.5:80", 421)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("", 400)]
    public async Task Get_ByAHostName_IsAnsweredUnderOurOwnAlone(string host, int status) =>
        (await server.GetAsync("/", host)).Status.Should().BeOneOf(status, status == 400 ? 421 : status);

    [Theory]
    [InlineData("Origin: http://evil.example\r\n")]
    [InlineData("Origin: null\r\n")]
    [InlineData("Sec-Fetch-Site: cross-site\r\n")]
    [InlineData("Sec-Fetch-Site: same-site\r\n")]
    public async Task Post_FromAnotherSite_IsRefused(string header) =>
        (await server.PostAsync("/api/send", Order, header)).Status.Should().Be(403);

    [Fact]
    public async Task Post_FromOurPage_IsTaken() => (await server.PostAsync("/api/send", Order,
        $"Origin: http://{server.Host}\r\nSec-Fetch-Site: same-origin\r\n")).Answer.Should().Contain("edit it again");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Post_OfAKindThatFormsSend_IsRefused(string type) =>
        (await server.PostAsync("/api/send", Order, type: type)).Status.Should().Be(415);

    [Theory]
    [InlineData("/../weights/manifest.json")]
    [InlineData("/..%2f..%2fweights/manifest.json")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/app.css/../../README.md")]
    [InlineData("/..\\..\\README.md")]
    [InlineData("/api/portraits/../../README.md")]
    [InlineData("/api/portraits/%00")]
    [InlineData("/api/portraits/281474976710656")]
    [InlineData("/README.md")]
    [InlineData("/appsettings.json")]
    public async Task Get_OfWhatIsOnDisk_FindsNothing(string path)
    {
        var (status, answer) = await server.GetAsync(path);
        status.Should().BeOneOf(400, 404);
        answer.Should().NotContain("EditableDeepSC").And.NotContain("root:").And.NotContain("sha256");
    }

    [Fact]
    public async Task Page_SaysWhatMayBeLoaded()
    {
        using var answer = await server.Client.GetAsync(new Uri("/", UriKind.Relative));
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; script-src 'self';")
            .And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        var page = await answer.Content.ReadAsStringAsync();
        page.Should().NotContain("http://").And.NotContain("https://").And.NotContain(" onclick").And.NotContain(" style=");
    }

    [Fact]
    public async Task Upload_OfAGigabyte_IsRefusedBeforeItComes() => (await server.RawAsync("POST /api/upload HTTP/1.1\r\n"
        + $"Host: {server.Host}\r\nContent-Type: image/png\r\nContent-Length: 1073741824\r\n\r\nx")).Status.Should().Be(413);

    [Fact]
    public async Task Upload_WithoutAnEnd_IsRefusedAtTheLimit()
    {
        using var endless = new StreamContent(new EndlessStream(64 << 20));
        endless.Headers.ContentType = new("image/png");
        try
        {
            using var answer = await server.Client.PostAsync(new Uri("/api/upload", UriKind.Relative), endless);
            answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        }
        catch (HttpRequestException cut)
        {
            cut.InnerException.Should().BeAssignableTo<IOException>("the server closes what goes on coming");
        }
    }

    [Fact]
    public async Task Upload_InBrokenChunks_IsTheAskersMistake()
    {
        (await server.RawAsync($"POST /api/upload HTTP/1.1\r\nHost: {server.Host}\r\nContent-Type: image/png\r\n"
            + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n")).Status.Should().BeOneOf(0, 400);
        server.Error.ToString().Should().BeEmpty();
    }

    [Fact]
    public async Task Upload_OfABomb_IsRefusedByWhatItClaims()
    {
        var picture = Png.Encode(new RgbImage(8, 8));
        (picture[18], picture[22]) = (0x40, 0x40); // 16,392 pixels each way
        var sum = System.IO.Hashing.Crc32.Hash(picture.AsSpan(12, 17));
        Array.Reverse(sum);
        sum.CopyTo(picture, 29);
        (await server.PostAsync("/api/upload", Encoding.Latin1.GetString(picture), type: "image/png")).Answer
            .Should().Contain("400 Bad Request").And.Contain("the limits are");
    }

    [Fact]
    public async Task Upload_OfWhatIsNoPicture_SaysSo() => (await server.PostAsync("/api/upload", "<script>1</script>",
        type: "image/jpeg")).Answer.Should().Contain("400 Bad Request").And.Contain("neither a PNG nor a JPEG");

    [Fact]
    public async Task Send_OfOrdersThatMakeNoSense_IsTheAskersMistake()
    {
        foreach (var (order, message) in new[]
        {
            ("", "not as expected"), ("null", "is empty"), ("[]", "not as expected"), ("{}", "not as expected"),
            (Order.Replace("[6]", "[]", StringComparison.Ordinal), "1 to 9 SNRs"),
            (Order.Replace("[6]", "[1e9]", StringComparison.Ordinal), "-60 to 90 dB"),
            (Order.Replace("512", "100", StringComparison.Ordinal), "64, 128, 256 or 512"),
            (Order.Replace("\"seed\"", "\"sed\"", StringComparison.Ordinal), "'sed' could not be mapped.\""),
        })
            (await server.PostAsync("/api/send", order)).Answer.Should().Contain("400 Bad Request").And.Contain(message);
    }

    [Fact]
    public async Task Ask_WithoutTheToken_SeesNothing()
    {
        const string token = "0123456789abcdef";
        var guarded = new RunningServer(token);
        await guarded.InitializeAsync();

        (await guarded.GetAsync("/")).Status.Should().Be(401);
        (await guarded.GetAsync("/api/about", more: "Authorization: Bearer 0123456789abcdeg\r\n")).Status.Should().Be(401);
        (await guarded.GetAsync("/api/about", more: $"Authorization: Bearer {token}\r\n")).Status.Should().Be(200);
        var login = await guarded.GetAsync($"/?token={token}");
        login.Status.Should().Be(302);
        login.Answer.Should().Contain("Location: /\r\n").And.Contain("httponly").And.Contain("samesite=strict");
        (await guarded.GetAsync("/", more: $"Cookie: eds-token={token}\r\n")).Status.Should().Be(200);

        await guarded.DisposeAsync();
    }

    [Theory]
    [InlineData(ExitCode.Usage, "give --token TEXT", "--listen", "0.0.0.0")]
    [InlineData(ExitCode.Usage, "16 letters or more", "--token", "short")]
    [InlineData(ExitCode.Usage, "takes an IP address", "--listen", "example.org")]
    [InlineData(ExitCode.Usage, "0 to 65535", "--port", "70000")]
    public async Task Serve_UsersMistake_SaysTheRemedy(int code, string message, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        (await CommandLine.RunAsync(["serve", .. arguments, "--device", "cpu"], output, error)).Should().Be(code);
        error.ToString().Should().Contain(message);
    }

    [Fact]
    public async Task Serve_OnATakenPort_SaysSoWithACodeOfItsOwn()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using StringWriter output = new(), error = new();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        (await CommandLine.RunAsync(["serve", "--port", $"{port}", "--device", "cpu"], output, error))
            .Should().Be(ExitCode.PortTaken);
        error.ToString().Should().Contain($"port {port} is taken");
    }

    /// <summary>Zeros, as many as are asked for.</summary>
    private sealed class EndlessStream(long length) : MemoryStream
    {
        private long left = length;

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(left, buffer.Length);
            buffer[..count].Clear();
            left -= count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override bool CanSeek => false;
    }
}
