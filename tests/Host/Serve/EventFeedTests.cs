using System.Text;
using EditableDeepSC.Host.Serve;
using Microsoft.AspNetCore.Http;

namespace EditableDeepSC.Host.Tests.Serve;

public sealed class EventFeedTests : IDisposable
{
    private readonly CancellationTokenSource gone = new();

    public void Dispose() => gone.Dispose();

    /// <summary>50 pages and 10,000 events: none is lost to a page that keeps up, and what is kept stays bounded.</summary>
    [Fact]
    public async Task Follow_PagesThatKeepUp_GetEveryEventInOrder()
    {
        const int pages = 50, bursts = 20, burst = 500;
        var feed = new EventFeed();
        Page[] all = [.. Enumerable.Range(0, pages).Select(_ => new Page(feed, gone.Token))];
        for (var i = 0; i < bursts; i++)
        {
            for (var j = 0; j < burst; j++) feed.Publish("one", new { n = i * burst + j });
            foreach (var page in all) await page.ReachAsync((i + 1) * burst);
            feed.Kept.Count.Should().BeLessThanOrEqualTo(2000);
            feed.Kept.Bytes.Should().BeLessThanOrEqualTo(8 << 20);
        }
        await gone.CancelAsync();
        foreach (var page in all)
        {
            await page.EndAsync();
            page.Numbers.Should().Equal(Enumerable.Range(0, bursts * burst));
        }
    }

    [Fact]
    public async Task Follow_APageThatFallsBehind_IsToldAndDropped_AndHoldsUpNobody()
    {
        var feed = new EventFeed(mostEvents: 10);
        var slow = new Page(feed, gone.Token, isStuck: true);
        var quick = new Page(feed, gone.Token);
        for (var i = 0; i < 100; i++)
        {
            feed.Publish("one", new { n = i });
            await quick.ReachAsync(i + 1);
        }
        slow.GoOn();
        await slow.EndAsync();
        slow.Text.Should().Contain("event: dropped").And.Contain("too slow");
        quick.Numbers.Should().Equal(Enumerable.Range(0, 100));
        feed.Kept.Count.Should().Be(10);
        await gone.CancelAsync();
    }

    [Fact]
    public async Task Publish_OfTextWithLineBreaks_StaysOneEvent()
    {
        var feed = new EventFeed();
        var page = new Page(feed, gone.Token);
        feed.Publish("one", new { n = 0, text = "a\n\nevent: evil\ndata: {}\u2028" });
        await page.ReachAsync(1);
        page.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2);
        await gone.CancelAsync();
    }

    /// <summary>A page: the body of a response, which may be stuck.</summary>
    private sealed class Page : MemoryStream
    {
        private readonly TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task following;
        private readonly StringBuilder text = new();
        private readonly Lock gate = new();
        private int seen, wanted = int.MaxValue;
        private TaskCompletionSource reached = new();

        public Page(EventFeed feed, CancellationToken gone, bool isStuck = false)
        {
            if (!isStuck) free.SetResult();
            var context = new DefaultHttpContext();
            context.Response.Body = this;
            following = feed.FollowAsync(context.Response, () => new { }, gone);
        }

        public string Text
        {
            get
            {
                lock (gate) return text.ToString();
            }
        }

        public IEnumerable<int> Numbers => Text.Split("{\"n\":").Skip(1)
            .Select(part => int.Parse(part.Split('}', ',')[0], System.Globalization.CultureInfo.InvariantCulture));

        public void GoOn() => free.SetResult();

        public Task ReachAsync(int count)
        {
            lock (gate)
            {
                (wanted, reached) = (count, new(TaskCreationOptions.RunContinuationsAsynchronously));
                if (seen >= count) reached.SetResult();
                return reached.Task.WaitAsync(TimeSpan.FromMinutes(2));
            }
        }

        public async Task EndAsync()
        {
            try
            {
                await following;
            }
            catch (OperationCanceledException)
            {
                // the page has gone
            }
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await free.Task;
            lock (gate)
            {
                var part = Encoding.UTF8.GetString(buffer.Span);
                text.Append(part);
                seen += part.Split("event: one").Length - 1;
                if (seen >= wanted) reached.TrySetResult();
            }
        }
    }
}
