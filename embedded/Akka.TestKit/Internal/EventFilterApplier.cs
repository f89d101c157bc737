using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Listens to the event stream through an actor that runs on the publishing thread.</summary>
internal sealed class EventFilterApplier(TestKitBase testKit, Type channel, Predicate<object> matches, string name)
    : IEventFilterApplier
{
    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        ExpectAsync(
            expectedCount,
            () =>
            {
                action();
                return Task.CompletedTask;
            },
            cancellationToken).GetAwaiter().GetResult();

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Expect(1, action, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public async Task ExpectAsync(
        int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default)
    {
        var count = new Counter(matches);
        var listener = ((ExtendedActorSystem)testKit.Sys).SystemActorOf(
            Props.Create(() => new Listener(count)).WithDispatcher(CallingThreadDispatcher.Id));
        testKit.Sys.EventStream.Subscribe(listener, channel);
        try
        {
            await actionAsync().ConfigureAwait(false);
            await testKit.AwaitAssertAsync(
                () => Xunit.Assert.True(
                    count.Value == expectedCount,
                    $"expected {expectedCount} events ({name}); got {count.Value}"),
                testKit.TestKitSettings.TestEventFilterLeeway,
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            testKit.Sys.EventStream.Unsubscribe(listener);
            testKit.Sys.Stop(listener);
        }
    }

    private sealed class Counter(Predicate<object> matches)
    {
        private int _value;

        public int Value => Volatile.Read(ref _value);

        public void Look(object logged)
        {
            if (matches(logged))
            {
                Interlocked.Increment(ref _value);
            }
        }
    }

    private sealed class Listener(Counter counter) : UntypedActor
    {
        protected override void OnReceive(object message) => counter.Look(message);
    }
}
