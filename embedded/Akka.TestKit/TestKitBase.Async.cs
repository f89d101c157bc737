using System.Diagnostics;
using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>((_, _) => true, "", duration, hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>((m, _) => Equals(m, message), $" {message}", timeout, hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectAsync<T>((m, _) => isMessage(m), " that the predicate takes", timeout, hint, cancellationToken);

    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectAsync<Terminated>(
            (m, _) => m.ActorRef.Equals(target), $" Terminated {target}", timeout, hint, cancellationToken);

    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var message = Record(await _inbox.TakeAsync(Dilated(duration), cancellationToken));
        Check(message is null, $"expected no message; got {message} from {LastSender}");
    }

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Tries the assertion until it holds or the time is over, and then fails with it.</summary>
    public void AwaitAssert(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(assertion, duration, interval, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitAssertAsync(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(
            () =>
            {
                assertion();
                return Task.CompletedTask;
            },
            duration,
            interval,
            cancellationToken);

    public async Task AwaitAssertAsync(
        Func<Task> assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(duration);
        var pause = interval ?? TimeSpan.FromMilliseconds(10);
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await assertion().ConfigureAwait(false);
                return;
            }
            catch (Exception) when (Stopwatch.GetElapsedTime(start) + pause < limit)
            {
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitAssert(
            () => Check(conditionIsFulfilled(), "the condition was not fulfilled"), max, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(
            () => Check(conditionIsFulfilled(), "the condition was not fulfilled"), null, null, cancellationToken);

    private async ValueTask<T> ExpectAsync<T>(
        Func<T, IActorRef, bool> matches,
        string expectation,
        TimeSpan? timeout,
        string? hint,
        CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        return Checked(Record(await _inbox.TakeAsync(limit, cancellationToken)), matches, expectation, limit, hint);
    }
}
