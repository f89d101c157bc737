using System.Collections.Immutable;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace EditableDeepSC.Embedded.Tests.Streams;

/// <summary>An actor system and a materializer for each test, and ways to wait that end in a failure.</summary>
public abstract class StreamSpec : IAsyncLifetime
{
    /// <summary>How long a test waits for what must come; never for what must not.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A timer that a test waits for.</summary>
    protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(30);

    /// <summary>A timer that must not fire during a test.</summary>
    protected static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    protected ActorSystem System { get; } = ActorSystem.Create("streams");

    protected ActorMaterializer Materializer { get; private set; } = null!;

    public Task InitializeAsync()
    {
        Materializer = System.Materializer();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await System.Terminate().WaitAsync(Patience);

    /// <summary>Runs a source to its end and returns its elements.</summary>
    protected Task<IImmutableList<T>> Collect<T, TMat>(Source<T, TMat> source) =>
        source.RunWith(Sink.Seq<T>(), Materializer).WaitAsync(Patience);

    /// <summary>A sink that holds one element and takes the next when it is pulled.</summary>
    protected static Sink<T, ISinkQueue<T>> OneByOne<T>() =>
        Sink.Queue<T>().WithAttributes(Attributes.CreateInputBuffer(1, 1));

    protected static async Task<T> Next<T>(ISinkQueue<T> queue)
    {
        var next = await queue.PullAsync().WaitAsync(Patience);
        next.HasValue.Should().BeTrue("the stream must not have completed");
        return next.Value;
    }

    protected static async Task ShouldComplete<T>(ISinkQueue<T> queue) =>
        (await queue.PullAsync().WaitAsync(Patience)).HasValue.Should().BeFalse();

    protected static Exception Boom { get; } = new InvalidOperationException("boom");
}
