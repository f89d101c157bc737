using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EditableDeepSC.Channels.Options;
using Microsoft.AspNetCore.Http;

namespace EditableDeepSC.Host.Serve;

/// <summary>
/// Server-sent events for any number of pages out of one bounded memory: a page that falls behind what is kept is told so
/// and dropped, and no page holds up who publishes.
/// </summary>
internal sealed class EventFeed(int mostEvents = 2000, int mostBytes = 8 << 20)
{
    private const int BytesOfAPart = 64 << 10;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15), Pace = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly Queue<byte[]> kept = [];
    private long next, bytes;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Events that are kept now, and their bytes.</summary>
    public (int Count, long Bytes) Kept
    {
        get
        {
            lock (gate) return (kept.Count, bytes);
        }
    }

    /// <summary>Publishes an event to all who follow.</summary>
    public void Publish(string kind, object content)
    {
        TaskCompletionSource news;
        lock (gate)
        {
            var text = Text(kind, content, next++);
            kept.Enqueue(text);
            bytes += text.Length;
            while (kept.Count > mostEvents || (bytes > mostBytes && kept.Count > 1)) bytes -= kept.Dequeue().Length;
            (news, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        news.SetResult();
    }

    /// <summary>Writes one event that says how all stands, then what is published after it, until the page goes.</summary>
    /// <param name="response">The page's.</param>
    /// <param name="state">How all stands; called while nothing is published.</param>
    /// <param name="cancellation">The page has gone, or the server ends.</param>
    public async Task FollowAsync(HttpResponse response, Func<object> state, CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream";
        long place;
        byte[] first;
        lock (gate) (place, first) = (next, Text("state", state(), next - 1));
        await WriteAsync(response, [first], cancellation);
        while (!cancellation.IsCancellationRequested)
        {
            byte[][] news;
            bool isLost;
            Task more;
            lock (gate)
            {
                var oldest = next - kept.Count;
                isLost = place < oldest;
                news = [.. kept.Skip((int)Math.Max(0, place - oldest))];
                (place, more) = (next, changed.Task);
            }
            if (isLost)
            {
                var message = new { message = "this page was too slow for the events of the run; load it again." };
                await WriteAsync(response, [Text("dropped", message, place)], cancellation);
                return;
            }
            if (news.Length > 0)
            {
                await WriteAsync(response, news, cancellation);
                continue;
            }
            try
            {
                await more.WaitAsync(Heartbeat, cancellation);
                await Task.Delay(Pace, TimeProvider.System, cancellation);    // what comes together is written together
            }
            catch (TimeoutException)
            {
                await WriteAsync(response, [": still here\n\n"u8.ToArray()], cancellation);
            }
        }
    }

    private static async Task WriteAsync(HttpResponse response, byte[][] events, CancellationToken cancellation)
    {
        var part = new ArrayBufferWriter<byte>();
        foreach (var one in events)
        {
            part.Write(one);
            if (part.WrittenCount < BytesOfAPart) continue;
            await response.Body.WriteAsync(part.WrittenMemory, cancellation);
            part.ResetWrittenCount();
        }
        await response.Body.WriteAsync(part.WrittenMemory, cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    /// <summary>JSON has no line breaks of its own, so an event is one line of data.</summary>
    private static byte[] Text(string kind, object content, long id) => System.Text.Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {kind}\ndata: ")
            + JsonSerializer.Serialize(content, JsonOutput.Line).Masked() + "\n\n");
}
