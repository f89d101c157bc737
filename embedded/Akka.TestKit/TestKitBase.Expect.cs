using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public bool HasMessages => _inbox.HasMessages;

    /// <summary>The message that was taken last.</summary>
    public object? LastMessage { get; private set; }

    public IActorRef? LastSender { get; private set; }

    public T ExpectMsg<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>((_, _) => true, "", duration, hint, cancellationToken);

    public T ExpectMsg<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>((m, _) => Equals(m, message), $" {message}", timeout, hint, cancellationToken);

    public T ExpectMsg<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect<T>((m, _) => isMessage(m), " that the predicate takes", timeout, hint, cancellationToken);

    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(isMessageAndSender, " that the predicate takes", timeout, hint, cancellationToken);

    public T ExpectMsg<T>(
        Action<T> assert,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var message = ExpectMsg<T>(timeout, hint, cancellationToken);
        assert(message);
        return message;
    }

    public T ExpectMsgFrom<T>(
        IActorRef sender,
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect<T>(
            (m, from) => Equals(m, message) && sender.Equals(from),
            $" {message} from {sender}",
            timeout,
            hint,
            cancellationToken);

    /// <summary>Takes as many messages as are given, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        ExpectMsgAllOf(RemainingOrDefault, messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages)
    {
        var received = ReceiveN(messages.Length, max).Cast<T>().ToList();
        Check(
            messages.All(received.Contains) && received.All(messages.Contains),
            $"expected {string.Join(", ", messages)}; got {string.Join(", ", received)}");
        return received;
    }

    public Terminated ExpectTerminated(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect<Terminated>(
            (m, _) => m.ActorRef.Equals(target), $" Terminated {target}", timeout, hint, cancellationToken);

    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        ExpectNoMsg(RemainingOrDefault, cancellationToken);

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var message = Record(_inbox.Take(Dilated(duration), cancellationToken));
        Check(message is null, $"expected no message; got {message} from {LastSender}");
    }

    /// <summary>Takes messages until <paramref name="isMessage"/> takes one.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            var left = limit - System.Diagnostics.Stopwatch.GetElapsedTime(start);
            var message = Record(_inbox.Take(left, cancellationToken));
            Check(message is not null, $"no {typeof(T).Name} was fished within {limit}. {hint}");
            if (message is T typed && isMessage(typed))
            {
                return typed;
            }
        }
    }

    /// <summary>The next message, or null.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Record(_inbox.Take(RemainingOrDilated(max), cancellationToken));

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        var received = new List<object>();
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (received.Count < numberOfMessages)
        {
            var left = Dilated(max) - System.Diagnostics.Stopwatch.GetElapsedTime(start);
            var message = Record(_inbox.Take(left, cancellationToken));
            Check(message is not null, $"expected {numberOfMessages} messages within {max}; got {received.Count}");
            received.Add(message!);
        }

        return received;
    }

    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => _inbox.Ignored = shouldIgnoreMessage;

    public void IgnoreNoMessages() => _inbox.Ignored = null;

    private T Expect<T>(
        Func<T, IActorRef, bool> matches,
        string expectation,
        TimeSpan? timeout,
        string? hint,
        CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        return Checked(Record(_inbox.Take(limit, cancellationToken)), matches, expectation, limit, hint);
    }

    private T Checked<T>(
        object? message, Func<T, IActorRef, bool> matches, string expectation, TimeSpan limit, string? hint)
    {
        var expected = $"expected {typeof(T).Name}{expectation}";
        Check(message is not null, $"{expected} within {limit}; got nothing. {hint}");
        Check(
            message is T typed && matches(typed, LastSender!),
            $"{expected}; got {message} ({message!.GetType().Name}) from {LastSender}. {hint}");
        return (T)message!;
    }

    private object? Record(Envelope? taken)
    {
        LastMessage = taken?.Message;
        LastSender = taken?.Sender;
        return LastMessage;
    }
}
