using System.Buffers;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using EditableDeepSC.Actors.Pools;
using MessagePack;

namespace EditableDeepSC.Actors.Machines;

/// <summary>How a process writes numbers, and what it has sent and received.</summary>
internal sealed class WireFormat : IExtension
{
    private long sent, received;

    /// <summary>Whether symbols and latent vectors travel in 16 bits; else in 32, which changes no bit of a result.</summary>
    public bool IsHalf { get; set; }

    public long SentBytes => Volatile.Read(ref sent);

    public long ReceivedBytes => Volatile.Read(ref received);

    public void Count(int sentBytes, int receivedBytes)
    {
        Interlocked.Add(ref sent, sentBytes);
        Interlocked.Add(ref received, receivedBytes);
    }

    public static WireFormat Of(ActorSystem system) => system.WithExtension<WireFormat, Provider>();

    public sealed class Provider : ExtensionIdProvider<WireFormat>
    {
        public override WireFormat CreateExtension(ExtendedActorSystem system) => new();
    }
}

/// <summary>
/// All messages between processes, written by hand as MessagePack: arrays of fixed order without names of types. The
/// manifest is a letter and <see cref="ProcessCard.CurrentProtocol"/>, but for the greeting and its refusal, by which
/// processes of other protocols are told what differs. What is not of these is refused.
/// </summary>
internal sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly (string Letter, Type Type)[] Letters =
    [
        ("h", typeof(Hello)), ("r", typeof(Refused)), ("w", typeof(Welcome)), ("s", typeof(Sorry)), ("g", typeof(Goodbye)),
        ("p", typeof(Ping)), ("a", typeof(AskStatus)), ("t", typeof(Status)), ("j", typeof(BatchWorker.Join)),
        ("d", typeof(BatchWorker.Dismissed)), ("b", typeof(BatchWorker.Batch)), ("o", typeof(BatchWorker.Worked)),
        ("c", typeof(BatchWorker.Crashed)),
    ];

    private readonly Lazy<WireFormat> format = new(() => WireFormat.Of(system));

    public static IEnumerable<Type> Types => Letters.Select(one => one.Type);

    public override int Identifier => 22_001;

    public override string Manifest(object o) =>
        ManifestOf(Letters.First(one => one.Type == o.GetType()).Letter);

    private static string ManifestOf(string letter) => letter is "h" or "r" ? letter : letter + ProcessCard.CurrentProtocol;

    public override byte[] ToBinary(object obj)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        var writer = new MessagePackWriter(buffer);
        new WireWriter(format.Value.IsHalf).Write(ref writer, obj);
        writer.Flush();
        if (obj is BatchWorker.Batch batch) batch.Bytes = buffer.WrittenCount;
        format.Value.Count(buffer.WrittenCount, 0);
        return buffer.WrittenSpan.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var letter = Letters.FirstOrDefault(one => ManifestOf(one.Letter) == manifest).Letter
            ?? throw new SerializationException($"A message of an unknown kind: it is of another protocol than {ProcessCard.CurrentProtocol}.");
        format.Value.Count(0, bytes.Length);
        try
        {
            var reader = new MessagePackReader(bytes);
            var message = WireReader.Read(ref reader, letter);
            if (message is BatchWorker.Worked worked) worked.Bytes = bytes.Length;
            return message;
        }
        catch (Exception damage) when (damage is MessagePackSerializationException or EndOfStreamException
            or ArgumentException or OverflowException or InvalidOperationException)
        {
            throw new SerializationException($"A message that cannot be read: {damage.Message}", damage);
        }
    }
}

/// <summary>Stands where Akka.NET would write any object by the name of its type, which nobody may send here.</summary>
/// <param name="system">The node.</param>
/// <param name="settings">Of the serializer in whose place it stands; Akka.NET insists on handing them over.</param>
internal sealed class RefusingSerializer(ExtendedActorSystem system, Akka.Configuration.Config settings) : Serializer(system)
{
    public override int Identifier => 22_002;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj.GetType().Name} is not a message between processes.");

    public override object FromBinary(byte[] bytes, Type? type) =>
        throw new SerializationException($"Objects of any type are not taken{(settings.IsEmpty ? "" : ", whatever the settings")}.");
}
