using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;

namespace EditableDeepSC.Actors.Time;

/// <summary>A message of a run in virtual time, as it is handled.</summary>
/// <param name="TimeSeconds">Virtual time.</param>
/// <param name="From">The actor that sent it; empty where none did.</param>
/// <param name="To">The actor that handles it.</param>
/// <param name="Type">Its class.</param>
/// <param name="Content">What it says in short: ids, reasons, times; no symbols and no pictures.</param>
public sealed record TracedMessage(double TimeSeconds, string From, string To, string Type, string Content);

/// <summary>A mailbox, named in the configuration of runs that are traced, that shows each message before it is handled.</summary>
internal sealed class TracedMailbox(Settings settings, Config config)
    : MailboxType(settings, config), IProducesMessageQueue<UnboundedMessageQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new Queue(owner, (VirtualScheduler)system.Scheduler);

    private sealed class Queue(IActorRef owner, VirtualScheduler scheduler) : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        private readonly UnboundedMessageQueue inner = new();

        public bool HasMessages => inner.HasMessages;

        public int Count => inner.Count;

        public void Enqueue(IActorRef receiver, Envelope envelope) => inner.Enqueue(receiver, envelope);

        public bool TryDequeue(out Envelope envelope)
        {
            if (!inner.TryDequeue(out envelope)) return false;
            scheduler.Trace?.Invoke(new TracedMessage(scheduler.MonotonicClock.TotalSeconds,
                MessageText.NameOf(envelope.Sender), MessageText.NameOf(owner),
                MessageText.TypeOf(envelope.Message.GetType()), MessageText.Of(envelope.Message)));
            return true;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters) => inner.CleanUp(owner, deadletters);
    }
}

/// <summary>Messages and actors in a few words.</summary>
internal static class MessageText
{
    private const int Deepest = 2;

    public static string NameOf(IActorRef? actor)
    {
        var name = actor is null || actor.IsNobody() ? "" : actor.Path.ToStringWithoutAddress();
        foreach (var place in new[] { "/user/", "simulation/" })
            if (name.StartsWith(place, StringComparison.Ordinal)) name = name[place.Length..];
        return name == "/deadLetters" ? "" : name;
    }

    /// <summary>Without namespace, such as "EncoderPool.Submit".</summary>
    public static string TypeOf(Type type) =>
        (type.DeclaringType is { } outer ? TypeOf(outer) + "." : "") + type.Name.Split('`')[0];

    public static string Of(object? value, int depth = 0) => value switch
    {
        null => "",
        string text => text,
        TransmissionId id => $"#{id.Value}",
        Journey journey => journey.IsOver ? $"#{journey.Id.Value} {journey.Reason}" : $"#{journey.Id.Value}",
        TransmissionRecord record => $"#{record.Id} {record.Kind} {record.Reason}",
        IActorRef actor => NameOf(actor),
        IFormattable number when number.GetType().IsPrimitive || number is Enum => number.ToString(null, CultureInfo.InvariantCulture),
        float[] numbers => $"{numbers.Length} numbers",
        ITuple parts => string.Join(", ", Enumerable.Range(0, parts.Length).Select(i => Of(parts[i], depth))),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(item => Of(item, depth)))}]",
        _ when depth < Deepest => string.Join(", ", PropertiesOf(value).Select(
            property => $"{property.Name} {Of(property.GetValue(value), depth + 1)}")),
        _ => TypeOf(value.GetType()),
    };

    /// <summary>All of our own messages; of the library's envelopes what they carry.</summary>
    private static IEnumerable<PropertyInfo> PropertiesOf(object value)
    {
        var type = value.GetType();
        var isOurs = type.Assembly == typeof(MessageText).Assembly || type.Namespace == typeof(TransmissionId).Namespace;
        return type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => isOurs || property.Name is "Event" or "Key").Where(property => property.GetIndexParameters() is []);
    }
}
