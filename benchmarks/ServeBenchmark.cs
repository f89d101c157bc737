using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Host.Commands;
using EditableDeepSC.Host.Serve;

namespace EditableDeepSC.Benchmarks;

/// <summary>
/// 50 HTTP clients follow a run by the wall clock, of a thousand requests a second, through the page's server, which
/// sends each a thousand events a second, and one client more reads too slowly. <c>bench serve [MINUTES]</c>.
/// </summary>
internal static class ServeBenchmark
{
    private const int Clients = 50, EventsPerSecond = 1000, MostAtOnce = 20;
    private const double MostMiBGrown = 10, SecondsBetweenReadings = 5;
    private const string Event = "load";

    /// <summary>As long as one of a sample that a run publishes.</summary>
    private static readonly string Filling = new('.', 150);

    /// <summary>
    /// 1 where a client that keeps up misses an event, a slow one is not told so, memory grows, or the run breaks.
    /// </summary>
    internal static int Run(string[] arguments)
    {
        var minutes = arguments is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        return RunAsync(60 * minutes).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("eds-load-").FullName;
        var live = new LiveRuns(folder, "cpu", TimeProvider.System);
        await using var server = new WebServer(new(IPAddress.Loopback, 0, null, WeightsOption.Shipped, "cpu",
            new ChannelRegistry(), folder), Console.Error, live);
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Url };
        using var started = await client.PostAsJsonAsync("/api/live", new { text = Scenario(seconds) });
        started.EnsureSuccessStatusCode();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds + 120));
        Task<Followed>[] following =
            [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(() => FollowAsync(server.Url, end.Token)))];
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        var slow = Task.Run(() => FollowSlowlyAsync(server.Url, over.Token));
        var memory = new ResidentMemory();
        var published = PublishAsync(live.Feed, memory, over.Token);
        var followed = await Task.WhenAll(following);
        await over.CancelAsync();
        var (asked, told) = await slow;
        var run = (await client.GetFromJsonAsync<List<PastRun>>("/api/runs"))!.SingleOrDefault(new PastRun(0, 0, 1));
        var (events, lost) = (followed.Sum(one => one.Events), followed.Sum(one => one.Lost));
        var (dropped, unended) = (followed.Sum(one => one.Dropped), followed.Count(one => !one.IsEnded));
        Say($"{seconds} s: {Clients} clients, {events / Clients} events each ");
        Say($"({events / (double)Clients / seconds:F0}/s); of these the benchmark made {await published} and the run the others\n");
        Say($"{lost} events lost, {dropped} times a client dropped, {unended} clients without an end; ");
        Say($"{told} of {asked} slow clients told that they are dropped\n");
        Say($"the run: {run.Delivered} of {run.Submitted} requests delivered ");
        Say($"({run.Submitted / (double)seconds:F0}/s), exit code {run.ExitCode}\n");
        Say($"resident memory of server and clients {memory.LastMiB:F0} MiB at the end, in the last quarter ");
        Say($"{memory.GrownMiB:F1} MiB above the third (bar {MostMiBGrown:F0})\n");
        Directory.Delete(folder, recursive: true);
        return lost == 0 && dropped == 0 && unended == 0 && asked > 0 && told == asked && run.ExitCode == 0
            && memory.GrownMiB < MostMiBGrown && events >= (long)Clients * EventsPerSecond * seconds ? 0 : 1;
    }

    private static void Say(FormattableString text) => Console.Write(text.ToString(CultureInfo.InvariantCulture));

    private static string Scenario(int seconds) => $$"""
        {
          "name": "load", "clock": "wall", "durationSeconds": {{seconds}}, "events": { "every": 1000 },
          "users": [{
            "count": 2100, "usersPerActor": 300, "arrivals": { "thinkSeconds": 2 }, "link": { "channel": "rayleigh" }
          }],
          "encoders": { "batching": { "maxSize": 64, "maxDelayMs": 10, "queueLimit": 4096 } },
          "decoders": { "batching": { "maxSize": 64, "maxDelayMs": 10, "queueLimit": 4096 } },
          "cell": { "symbolRateBaud": 1e9 }
        }
        """;

    /// <summary>Publishes at the rate until the run is over, and reads the memory now and then.</summary>
    private static async Task<long> PublishAsync(
        EventFeed feed, ResidentMemory memory, CancellationToken over)
    {
        var time = TimeProvider.System;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(10), time);
        var (began, sent, read) = (time.GetTimestamp(), 0L, 0.0);
        while (!over.IsCancellationRequested)
        {
            var seconds = time.GetElapsedTime(began).TotalSeconds;
            for (var due = Math.Min((long)(EventsPerSecond * seconds), sent + MostAtOnce); sent < due;)
                feed.Publish(Event, new { number = sent++, filling = Filling });
            if (seconds >= read)
            {
                // What is left then is held: neither fresh pages of the nursery nor returned ones count.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                memory.Read();
                read += SecondsBetweenReadings;
            }
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }
        return sent;
    }

    /// <summary>
    /// Reads all events until the run is over; they are numbered, so one that is missing shows. Where it is dropped it
    /// comes again, as a page that is loaded again does.
    /// </summary>
    private static async Task<Followed> FollowAsync(Uri server, CancellationToken end)
    {
        using var client = new HttpClient { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        var (events, lost, dropped) = (0L, 0L, -1);
        try
        {
            while (true)
            {
                dropped++;
                var last = -1L;
                using var reader = new StreamReader(
                    await client.GetStreamAsync(new Uri("/api/live", UriKind.Relative), end));
                while (await reader.ReadLineAsync(end) is { } line and not "event: dropped")
                {
                    if (line == "event: idle") return new(events, lost, dropped, true);
                    if (!line.StartsWith("id: ", StringComparison.Ordinal)) continue;
                    var id = long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
                    if (last >= 0) lost += id - last - 1;
                    last = id;
                    events++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the run did not end
        }
        return new(events, lost, dropped, false);
    }

    /// <summary>
    /// Again and again, 4 KiB a second for 30 s and then all that has waited: how often, and how often the last event
    /// said that the page was dropped.
    /// </summary>
    private static async Task<(int Asked, int Told)> FollowSlowlyAsync(Uri server, CancellationToken over)
    {
        const int slowSeconds = 30, bytes = 4096;
        var (asked, told, part) = (0, 0, new byte[bytes]);
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.ReceiveBufferSize = bytes;
            var tail = "";
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, server.Port, over);
                await socket.SendAsync(Encoding.ASCII.GetBytes(
                    $"GET /api/live HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"), over);
                for (var i = 0; i < slowSeconds; i++)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, over);
                    tail = Tail(tail, part, await socket.ReceiveAsync(part, over));
                }
                while (await socket.ReceiveAsync(part, over) is > 0 and var count) tail = Tail(tail, part, count);
            }
            catch (OperationCanceledException)
            {
                return (asked, told);    // the run is over: this one does not count
            }
            catch (SocketException)
            {
                // the server closed without a word
            }
            asked++;
            if (tail.Contains("event: dropped", StringComparison.Ordinal)) told++;
        }
    }

    private static string Tail(string before, byte[] part, int count)
    {
        var text = before + Encoding.UTF8.GetString(part, 0, count);
        return text[Math.Max(0, text.Length - 1000)..];
    }

    private sealed record Followed(long Events, long Lost, int Dropped, bool IsEnded);

    private sealed record PastRun(long Submitted, long Delivered, int ExitCode);
}
