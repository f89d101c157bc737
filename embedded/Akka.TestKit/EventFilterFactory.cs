using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Makes filters of log events; a text, a start, a part or a source that is null takes all.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;

    public EventFilterFactory(TestKitBase testkit) => _testkit = testkit;

    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception =>
        For<Error>(log => log.Cause is TException, message, start, contains, source);

    public IEventFilterApplier Error(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        For<Error>(_ => true, message, start, contains, source);

    public IEventFilterApplier Warning(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        For<Warning>(_ => true, message, start, contains, source);

    public IEventFilterApplier Info(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        For<Info>(_ => true, message, start, contains, source);

    public IEventFilterApplier Debug(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        For<Debug>(_ => true, message, start, contains, source);

    public IEventFilterApplier DeadLetter() => new EventFilterApplier(
        _testkit, typeof(DeadLetter), _ => true, nameof(DeadLetter));

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => new EventFilterApplier(
        _testkit,
        typeof(DeadLetter),
        letter => ((DeadLetter)letter).Message is TMessage
            && (source is null || ((DeadLetter)letter).Recipient.Path.ToString() == source),
        $"DeadLetter of {typeof(TMessage).Name}");

    private EventFilterApplier For<TLogEvent>(
        Predicate<TLogEvent> matches, string? message, string? start, string? contains, string? source)
        where TLogEvent : LogEvent
    {
        return new EventFilterApplier(_testkit, typeof(TLogEvent), Takes, $"{typeof(TLogEvent).Name} {message}");

        bool Takes(object logged)
        {
            var log = (TLogEvent)logged;
            var text = log.Message.ToString()!;
            return matches(log)
                && (message is null || text == message)
                && (start is null || text.StartsWith(start, StringComparison.Ordinal))
                && (contains is null || text.Contains(contains, StringComparison.Ordinal))
                && (source is null || log.LogSource == source);
        }
    }
}
