using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// The messages of one actor: a lock-free queue with many producers and one consumer, which is whatever thread the
/// dispatcher lends. System messages come first. After <see cref="Close"/> it goes on as a way to the dead letters,
/// so that a message that raced with the stop is still accounted for.
/// </summary>
internal sealed class Mailbox : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Scheduled = 1;
    private const int Suspended = 2;

    private readonly ActorCell _cell;
    private readonly SemaphoreSlim? _room;
    private readonly TimeSpan _pushTimeout;
    private MailboxNode _head = new(null, null);
    private MailboxNode _tail;
    private MailboxNode? _front;
    private SystemMessage? _systemMessages;
    private int _status;
    private int _suspensions;
    private volatile bool _closed;

    /// <summary>A mailbox without a limit, or with one as <paramref name="settings"/> say.</summary>
    public Mailbox(ActorCell cell, MailboxSettings settings)
    {
        _cell = cell;
        _tail = _head;
        if (settings.Capacity is { } capacity)
        {
            _room = new SemaphoreSlim(capacity);
            _pushTimeout = settings.PushTimeout;
        }
    }

    public bool IsClosed => _closed;

    public bool IsSuspended => _suspensions > 0;

    private bool HasMessages => _front is not null || Volatile.Read(ref _tail) != _head;

    private bool HasWork =>
        Volatile.Read(ref _systemMessages) is not null || ((_suspensions == 0 || _closed) && HasMessages);

    public void Post(object message, IActorRef? sender)
    {
        if (_closed || (_room is not null && !_room.Wait(_pushTimeout)))
        {
            _cell.DeadLetter(message, sender);
            return;
        }

        var node = new MailboxNode(message, sender);
        var previous = Interlocked.Exchange(ref _tail, node);
        Volatile.Write(ref previous.Next, node);
        if (Volatile.Read(ref _status) == Idle && Interlocked.CompareExchange(ref _status, Scheduled, Idle) == Idle)
        {
            _cell.Dispatcher.Execute(this);
        }
    }

    public void PostSystem(SystemMessage message)
    {
        SystemMessage? first;
        do
        {
            first = Volatile.Read(ref _systemMessages);
            message.Next = first;
        }
        while (Interlocked.CompareExchange(ref _systemMessages, message, first) != first);

        Schedule();
    }

    /// <summary>Puts messages before all others; only for the actor itself.</summary>
    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        MailboxNode? last = null;
        var rest = _front;
        foreach (var envelope in envelopes)
        {
            var node = new MailboxNode(envelope.Message, envelope.Sender);
            if (last is null)
            {
                _front = node;
            }
            else
            {
                last.Next = node;
            }

            last = node;
        }

        if (last is not null)
        {
            last.Next = rest;
        }
    }

    /// <summary>Holds user messages until as many calls of <see cref="Resume"/>; only for the actor itself.</summary>
    public void Suspend() => _suspensions++;

    public void Resume() => _suspensions = Math.Max(0, _suspensions - 1);

    /// <summary>Sends what is left to the dead letters, now and from now on; only for the actor itself.</summary>
    public void Close()
    {
        _closed = true;
        DrainToDeadLetters();
    }

    void IThreadPoolWorkItem.Execute()
    {
        var interrupted = ActorCell.Current;
        ActorCell.Current = _cell;
        Run();
        ActorCell.Current = interrupted;

        // From here on another thread may run this actor. What is read below may then be stale, but that thread looks
        // again when it is done.
        Interlocked.Exchange(ref _status, _suspensions > 0 && !_closed ? Suspended : Idle);
        if (HasWork)
        {
            Schedule();
        }
    }

    private void Schedule()
    {
        var status = Volatile.Read(ref _status);
        while (status != Scheduled)
        {
            var seen = Interlocked.CompareExchange(ref _status, Scheduled, status);
            if (seen == status)
            {
                _cell.Dispatcher.Execute(this);
                return;
            }

            status = seen;
        }
    }

    private void Run()
    {
        RunSystemMessages();
        for (var left = _cell.Dispatcher.Throughput; left > 0 && _suspensions == 0 && !_closed; left--)
        {
            if (!TryTake(out var message, out var sender))
            {
                return;
            }

            _cell.Invoke(message, sender);
            if (Volatile.Read(ref _systemMessages) is not null)
            {
                RunSystemMessages();
            }
        }

        if (_closed)
        {
            DrainToDeadLetters();
        }
    }

    private void RunSystemMessages()
    {
        while (Interlocked.Exchange(ref _systemMessages, null) is { } newest)
        {
            for (var message = Reverse(newest); message is not null;)
            {
                var next = message.Next;
                message.Next = null;
                _cell.Invoke(message, _closed);
                message = next;
            }
        }
    }

    private bool TryTake(out object message, out IActorRef? sender)
    {
        if (_front is { } front)
        {
            _front = front.Next;
            message = front.Message!;
            sender = front.Sender;
            return true;
        }

        if (Volatile.Read(ref _head.Next) is not { } next)
        {
            message = null!;
            sender = null;
            return false;
        }

        message = next.Message!;
        sender = next.Sender;
        next.Message = null;
        next.Sender = null;
        _head = next;
        _room?.Release();
        return true;
    }

    private void DrainToDeadLetters()
    {
        while (TryTake(out var message, out var sender))
        {
            _cell.DeadLetter(message, sender);
        }
    }

    private static SystemMessage Reverse(SystemMessage newest)
    {
        SystemMessage? oldest = null;
        for (SystemMessage? message = newest; message is not null;)
        {
            var next = message.Next;
            message.Next = oldest;
            oldest = message;
            message = next;
        }

        return oldest!;
    }
}
