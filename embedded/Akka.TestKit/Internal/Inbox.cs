using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>The messages of a test actor until the test takes them.</summary>
internal sealed class Inbox
{
    private readonly ConcurrentQueue<Envelope> _envelopes = new();
    private readonly SemaphoreSlim _available = new(0);

    /// <summary>Messages that are thrown away.</summary>
    public Func<object, bool>? Ignored { get; set; }

    public bool HasMessages => !_envelopes.IsEmpty;

    public void Add(object message, IActorRef sender)
    {
        if (Ignored?.Invoke(message) != true)
        {
            _envelopes.Enqueue(new Envelope(message, sender));
            _available.Release();
        }
    }

    /// <summary>The next message, or null after <paramref name="timeout"/>.</summary>
    public Envelope? Take(TimeSpan timeout, CancellationToken cancellationToken) =>
        Taken(_available.Wait(NotNegative(timeout), cancellationToken));

    public async Task<Envelope?> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        Taken(await _available.WaitAsync(NotNegative(timeout), cancellationToken).ConfigureAwait(false));

    private static TimeSpan NotNegative(TimeSpan timeout) => timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout;

    private Envelope? Taken(bool available) => available && _envelopes.TryDequeue(out var envelope) ? envelope : null;
}
