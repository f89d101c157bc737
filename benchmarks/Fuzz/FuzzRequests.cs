using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Serve;
using EditableDeepSC.Models.Pictures;

namespace EditableDeepSC.Benchmarks.Fuzz;

/// <summary>
/// Puts hostile requests to <c>eds serve</c> over loopback: none may be answered as the server's own mistake, tell of
/// what is on disk, let a text act as a script, run what another site asks for, or take longer than 5 s.
/// </summary>
internal sealed partial class FuzzRequests : IDisposable
{
    /// <summary>Its name among the kinds of <see cref="FuzzBenchmark"/>.</summary>
    public const string Kind = "requests";

    private const string Secret = "5b1c-not-for-strangers";
    private const int MostAnswer = 8 << 20;

    private readonly string folder = Directory.CreateTempSubdirectory("eds-fuzz-").FullName;
    private readonly StringWriter error = new();
    private readonly WebServer server;
    private readonly Attacks attacks;
    private readonly string[] secrets;
    private int source;

    public FuzzRequests(DirectoryInfo weights)
    {
        File.WriteAllText(Path.Combine(folder, "secret.txt"), Secret);
        secrets = [Secret, folder, weights.FullName, AppContext.BaseDirectory];
        server = new(new(IPAddress.Loopback, 0, null, weights, "cpu", new ChannelRegistry(),
            Path.Combine(folder, "runs")), error);
        server.StartAsync().GetAwaiter().GetResult();
        attacks = new(NamesAsync().GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        error.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What goes wrong with the requests of some seeds.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="statuses">Counts the answers by HTTP status; 0: the connection was closed without one.</param>
    public IEnumerable<FuzzMistake> Mistakes(int first, int count, IDictionary<int, int> statuses)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            var attack = attacks.Of(new Mutation(seed));
            var work = Task.Run(() => TryAsync(attack));
            var isEnded = FuzzBenchmark.Ends(work);
            if (isEnded)
            {
                statuses.TryGetValue(work.Result.Status, out var seen);
                statuses[work.Result.Status] = seen + 1;
            }
            var problem = isEnded ? work.Result.Problem : "no answer after 5 s";
            if (problem is null) continue;
            yield return new(Kind, seed, $"{problem}, to {Beginning(attack, 400)}");
        }
    }

    private async Task<(int Status, string? Problem)> TryAsync(Attack attack)
    {
        var answer = await AskAsync(attack.Bytes, attack.IsBroken);
        var (status, line) = (StatusOf(answer), Beginning(attack, 80));
        var problem = ProblemOf(attack, line, status, answer);
        if (problem is null && status == 200 && line.StartsWith("POST /api/live HTTP", StringComparison.Ordinal))
            problem = await ReportProblemAsync();
        if (error.GetStringBuilder().Length > 0) problem = $"the server's own mistake: {error}";
        error.GetStringBuilder().Clear();
        return (status, problem);
    }

    private string? ProblemOf(Attack attack, string line, int status, string answer) =>
        status == 0 && !attack.IsBroken ? "no answer"
        : status is >= 500 and not (503 or 505) ? $"status {status}"
        : attack.IsForeign && status is < 400 ? $"served, status {status}"
        : secrets.FirstOrDefault(secret => answer.Contains(secret, StringComparison.Ordinal)) is { } leaked
            ? $"the answer has '{leaked}'"
        : !line.Contains("/metrics", StringComparison.Ordinal) && Internals().Match(answer) is { Success: true } match
            ? $"the answer names {match.Value}"
        : answer.Contains("Content-Type: text/html", StringComparison.OrdinalIgnoreCase) && Active().IsMatch(answer)
            ? "a text became a script" : null;

    /// <summary>The run that has been started is ended, and its report looked at.</summary>
    private async Task<string?> ReportProblemAsync()
    {
        await AskAsync(Message("POST", "/api/live/stop", "{}"));
        await IdleAsync();
        var newest = Directory.GetDirectories(Path.Combine(folder, "runs")).MaxBy(Directory.GetCreationTimeUtc)!;
        var page = Message("GET", $"/reports/{Path.GetFileName(newest)}");
        var answer = await AskAsync(page);
        return ProblemOf(new(page), "GET /reports", StatusOf(answer), answer) is { } problem
            ? $"{problem} in its report" : null;
    }

    private async Task IdleAsync()
    {
        while ((await AskAsync(Message("GET", "/api/live"))).Contains("\"isRunning\":true", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
    }

    /// <summary>A turn, an upload and a run for the requests to name.</summary>
    private async Task<ServedNames> NamesAsync()
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        async Task<JsonElement> Post(string path, HttpContent content)
        {
            using (content)
            {
                using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
                var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                return JsonDocument.Parse(text).RootElement;
            }
        }
        StringContent Order(object order) =>
            new(JsonSerializer.Serialize(order), Encoding.UTF8, "application/json");
        var picture = new ByteArrayContent(Png.Encode(new RgbImage(40, 50)));
        picture.Headers.ContentType = new("image/png");
        var upload = await Post("/api/upload", picture);
        var turn = await Post("/api/edit", Order(new { text = "make the bangs longer", portrait = 3 }));
        await Post("/api/live", Order(new { text = Attacks.Scenario }));
        await IdleAsync();
        return new(server.Url.Authority, turn.GetProperty("turn").GetString()!,
            upload.GetProperty("upload").GetString()!, Path.GetFileName(Directory.GetDirectories(Path.Combine(folder, "runs"))[0]));
    }

    private byte[] Message(string method, string path, string? body = null) => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {server.Url.Authority}\r\nConnection: close\r\n"
        + (body is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));

    /// <summary>Each from another address of loopback, for the server limits the requests of one.</summary>
    private async Task<string> AskAsync(byte[] request, bool isBroken = false)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var (answer, part, number) = (new StringBuilder(), new byte[1 << 16], source++);
        try
        {
            byte[] own = [127, 0, (byte)(1 + number / 250 % 250), (byte)(1 + number % 250)];
            socket.Bind(new IPEndPoint(new IPAddress(own), 0));
            await socket.ConnectAsync(IPAddress.Loopback, server.Url.Port);
            for (var sent = 0; sent < request.Length;) sent += await socket.SendAsync(request.AsMemory(sent));
            if (isBroken) socket.Shutdown(SocketShutdown.Send);    // it may have announced more
            while (!IsWhole(answer) && await socket.ReceiveAsync(part) is > 0 and var count)
                answer.Append(Encoding.Latin1.GetString(part.AsSpan(0, count)));
        }
        catch (SocketException)
        {
            // closed before all was sent or read: what came counts
        }
        return answer.ToString();
    }

    /// <summary>By its length or its last chunk; of events the first is enough.</summary>
    private static bool IsWhole(StringBuilder answer)
    {
        if (answer.Length == 0) return false;
        var text = answer.ToString();
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        if (Length().Match(text[..end]) is { Success: true } length)
            return text.Length - end - 4 >= long.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture);
        return text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal) || text.Length > MostAnswer
            || (text.Contains("text/event-stream", StringComparison.Ordinal)
                && text.Contains("\n\n\r\n", StringComparison.Ordinal));
    }

    private static int StatusOf(string answer) => answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
        && int.TryParse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture, out var status) ? status : 0;

    private static string Beginning(Attack attack, int count) =>
        Encoding.Latin1.GetString(attack.Bytes.AsSpan(0, Math.Min(count, attack.Bytes.Length)));

    [GeneratedRegex(@"\n   at |System\.[A-Z]\w+|EditableDeepSC\.[A-Z]\w+\.|Object reference|Parameter '|root:x:")]
    private static partial Regex Internals();

    [GeneratedRegex(@"<script>alert|<img src=x|<svg/onload|\u202e|>49<")]
    private static partial Regex Active();

    [GeneratedRegex(@"^Content-Length: (\d+)\r?$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Length();
}
