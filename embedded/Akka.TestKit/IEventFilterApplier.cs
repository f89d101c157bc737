namespace Akka.TestKit;

/// <summary>Counts the log events that a filter takes while something runs.</summary>
public interface IEventFilterApplier
{
    /// <summary>Fails unless exactly so many events were logged.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);
}
