using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using EditableDeepSC.Actors.Accounting;
using EditableDeepSC.Actors.Pools;
using EditableDeepSC.Actors.Runs;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Jecc;
using EditableDeepSC.Models.Pictures;
using EditableDeepSC.Models.Requests;
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
/// manifest is a letter and <see cref="ProcessCard.CurrentProtocol"/>; what is not of these is refused.
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
        Letters.First(one => one.Type == o.GetType()).Letter + ProcessCard.CurrentProtocol;

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
        var letter = Letters.FirstOrDefault(one => one.Letter + ProcessCard.CurrentProtocol == manifest).Letter
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

/// <summary>Writes messages.</summary>
internal readonly struct WireWriter(bool isHalf)
{
    public void Write(ref MessagePackWriter writer, object message)
    {
        switch (message)
        {
            case Hello(var card): WriteCard(ref writer, card); break;
            case Refused(var reason): writer.Write(reason); break;
            case Sorry(var reason): writer.Write(reason); break;
            case Status(var json): writer.Write(json); break;
            case Welcome welcome: writer.Write(welcome.Codec); writer.Write(welcome.IsHalf); break;
            case Goodbye(var isMoreToCome): writer.Write(isMoreToCome); break;
            case Ping(var timestamp): writer.Write(timestamp); break;
            case BatchWorker.Join join:
                writer.Write((int)join.Stage); writer.Write(join.Name); writer.Write(join.Slots);
                break;
            case BatchWorker.Batch batch: WriteBatch(ref writer, batch); break;
            case BatchWorker.Worked worked: WriteWorked(ref writer, worked); break;
            case BatchWorker.Crashed crashed:
                writer.Write(crashed.Worker); writer.Write(crashed.Number); writer.Write(crashed.Cause);
                break;
        }
    }

    private static void WriteCard(ref MessagePackWriter writer, ProcessCard card)
    {
        writer.Write(card.Protocol);
        writer.Write(card.Version);
        writer.Write(card.Numerics);
        writer.Write(card.Name);
        writer.Write(card.Threads);
        WriteAll(ref writer, [.. card.Codecs]);
        WriteAll(ref writer, [.. card.Roles]);
        WriteAll(ref writer, [.. card.Weights.SelectMany(file => new[] { file.Key, file.Value })]);
    }

    private static void WriteAll(ref MessagePackWriter writer, string[] texts)
    {
        writer.WriteArrayHeader(texts.Length);
        foreach (var text in texts) writer.Write(text);
    }

    private void WriteBatch(ref MessagePackWriter writer, BatchWorker.Batch batch)
    {
        writer.Write(batch.Number);
        writer.Write(batch.Worker);
        writer.Write(batch.Faults.CrashBefore);
        writer.Write(batch.Faults.CrashDuring);
        writer.Write(batch.Faults.CrashAfter);
        writer.Write(batch.Faults.SlowMs);
        writer.WriteArrayHeader(batch.Items.Count);
        foreach (var item in batch.Items)
        {
            WriteRequest(ref writer, item.Request);
            WriteEncoding(ref writer, item.Encoding);
            writer.Write(item.Meant is not null);
            if (item.Meant is not null) WriteLabel(ref writer, item.Meant);
            writer.Write(item.Frame is not null);
            if (item.Frame is not { } frame) continue;
            writer.Write(frame.AdapterIndex);
            WriteNumbers(ref writer, frame.Symbols);
            WriteNumbers(ref writer, frame.NoiseVariance);
            writer.Write(frame.SnrDb);
            writer.Write(frame.IsShrunk);
        }
    }

    private void WriteRequest(ref MessagePackWriter writer, EditRequest request)
    {
        writer.Write(request.Id.Value);
        writer.Write(request.User.Value);
        switch (request.Image)
        {
            case ImageSource.Portrait portrait:
                writer.Write(portrait.Seed.Value); writer.Write(portrait.Index);
                break;
            case ImageSource.InFolder file:
                writer.Write(file.Folder); writer.Write(file.Index);
                break;
            default: throw new SerializationException("A tensor does not travel: name a folder or a portrait.");
        }
        writer.Write(request.Text);
        WriteNumbers(ref writer, request.Latent);
        writer.Write(request.AdapterIndex);
        writer.Write(request.KeepsPictures);
    }

    /// <summary>Without <see cref="Encoding.Source"/>: nothing in a run asks for it.</summary>
    private void WriteEncoding(ref MessagePackWriter writer, Encoding? encoding)
    {
        writer.Write(encoding is not null);
        if (encoding is null) return;
        WriteNumbers(ref writer, encoding.Symbols);
        WriteNumbers(ref writer, encoding.Latent == encoding.Symbols ? null : encoding.Latent);
        writer.Write(encoding.Read.Text);
        WriteLabel(ref writer, encoding.Read.Label);
        writer.Write(encoding.Read.Confidence);
        writer.Write(encoding.Read.Unread);
        WriteNumber(ref writer, (int?)encoding.Target?.Attribute);
        WriteNumber(ref writer, encoding.Target?.Degree);
        WriteNumber(ref writer, encoding.Target?.Direction);
        WriteDegrees(ref writer, encoding.Before);
        WriteDegrees(ref writer, encoding.After);
        writer.Write(encoding.Iterations);
        writer.Write((int)encoding.Reason);
        writer.Write(encoding.InversionLoss ?? double.NaN);
        WritePicture(ref writer, encoding.Pictures?.Original);
        WritePicture(ref writer, encoding.Pictures?.Sent);
    }

    private static void WriteLabel(ref MessagePackWriter writer, RequestLabel label)
    {
        writer.Write((int)label.Mode);
        WriteNumber(ref writer, (int?)label.Attribute);
        WriteNumber(ref writer, (int?)label.Direction);
        WriteNumber(ref writer, label.Value);
        WriteNumber(ref writer, label.Target);
    }

    private void WriteWorked(ref MessagePackWriter writer, BatchWorker.Worked worked)
    {
        writer.Write(worked.Worker);
        writer.Write(worked.Number);
        writer.Write(worked.ComputeSeconds);
        writer.Write(worked.MeasureSeconds);
        writer.Write(worked.Adapters.Hits);
        writer.Write(worked.Adapters.Loads);
        writer.Write(worked.Adapters.Evictions);
        writer.Write(worked.Adapters.LoadSeconds);
        writer.WriteArrayHeader(worked.Results.Count);
        foreach (var result in worked.Results)
        {
            writer.Write((int)result.Reason);
            writer.Write(result.Detail);
            WriteEncoding(ref writer, result.Encoding);
            WritePicture(ref writer, result.Picture);
            writer.Write(result.Quality is not null);
            if (result.Quality is not { } quality) continue;
            WriteNumber(ref writer, quality.IsEditRight is { } isRight ? isRight ? 1 : 0 : null);
            writer.Write(quality.LpipsP);
            writer.Write(quality.PsnrDb);
            writer.Write(quality.PictureHash);
            WriteNumber(ref writer, quality.SeenDegree);
            writer.Write(quality.Identity ?? double.NaN);
            writer.Write(quality.IsAlreadyMet);
            writer.Write(quality.ChanceLevel ?? double.NaN);
        }
    }

    private static void WriteNumber(ref MessagePackWriter writer, int? number)
    {
        if (number is { } value) writer.Write(value);
        else writer.WriteNil();
    }

    private static void WriteDegrees(ref MessagePackWriter writer, IReadOnlyList<int> degrees)
    {
        writer.WriteArrayHeader(degrees.Count);
        foreach (var degree in degrees) writer.Write(degree);
    }

    private static void WritePicture(ref MessagePackWriter writer, RgbImage? picture)
    {
        writer.Write(picture?.Width ?? 0);
        if (picture is null) return;
        writer.Write(picture.Height);
        writer.Write(picture.Pixels);
    }

    /// <summary>Numbers as little-endian bytes, behind the size of one; nothing for null.</summary>
    private void WriteNumbers(ref MessagePackWriter writer, float[]? numbers)
    {
        writer.Write(numbers is null ? 0 : isHalf ? sizeof(ushort) : sizeof(float));
        if (numbers is null) return;
        if (!isHalf)
        {
            writer.Write(MemoryMarshal.AsBytes<float>(numbers));
            return;
        }
        var halves = Array.ConvertAll(numbers, number => (Half)number);
        writer.Write(MemoryMarshal.AsBytes<Half>(halves));
    }
}

/// <summary>Reads messages; what is not as <see cref="WireWriter"/> writes it throws.</summary>
internal static class WireReader
{
    private const int LargestSide = 8192;

    public static object Read(ref MessagePackReader reader, string letter) => letter switch
    {
        "h" => new Hello(ReadCard(ref reader)),
        "r" => new Refused(Text(ref reader)),
        "s" => new Sorry(Text(ref reader)),
        "t" => new Status(Text(ref reader)),
        "w" => new Welcome(Text(ref reader), reader.ReadBoolean()),
        "g" => new Goodbye(reader.ReadBoolean()),
        "p" => new Ping(reader.ReadInt64()),
        "a" => new AskStatus(),
        "j" => new BatchWorker.Join(Known<Stage>(reader.ReadInt32()), Text(ref reader), Math.Clamp(reader.ReadInt32(), 1, 16)),
        "d" => BatchWorker.Dismissed.Instance,
        "b" => ReadBatch(ref reader),
        "o" => ReadWorked(ref reader),
        "c" => ReadCrashed(ref reader),
        _ => throw new SerializationException("A message of an unknown kind."),
    };

    private static ProcessCard ReadCard(ref MessagePackReader reader)
    {
        var (protocol, version, numerics, name) =
            (reader.ReadInt32(), Text(ref reader), Text(ref reader), Text(ref reader));
        var (threads, codecs, roles, files) =
            (reader.ReadInt32(), Texts(ref reader), Texts(ref reader), Texts(ref reader));
        var weights = files.Chunk(2).Where(pair => pair.Length == 2 && pair[1].Length == 64)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        return new ProcessCard(version, weights, numerics)
        {
            Protocol = protocol,
            Name = name,
            Threads = Math.Clamp(threads, 1, 256),
            Codecs = codecs,
            Roles = roles,
        };
    }

    private static BatchWorker.Batch ReadBatch(ref MessagePackReader reader)
    {
        var (number, worker) = (reader.ReadInt64(), reader.ReadInt32());
        var faults = new BatchFaults(reader.ReadBoolean(), reader.ReadBoolean(), reader.ReadBoolean(), reader.ReadDouble());
        var items = new WorkItem[reader.ReadArrayHeader()];
        for (var i = 0; i < items.Length; i++)
        {
            var item = new WorkItem(ReadRequest(ref reader))
            {
                Encoding = ReadEncoding(ref reader),
                Meant = reader.ReadBoolean() ? ReadLabel(ref reader) : null,
            };
            items[i] = !reader.ReadBoolean() ? item : item with
            {
                Frame = new ReceivedFrame(
                    reader.ReadInt32(), Numbers(ref reader) ?? [], Numbers(ref reader) ?? [], reader.ReadDouble())
                {
                    IsShrunk = reader.ReadBoolean(),
                },
            };
        }
        return new BatchWorker.Batch(number, items, faults, worker);
    }

    private static EditRequest ReadRequest(ref MessagePackReader reader)
    {
        var (id, user) = (new TransmissionId(reader.ReadInt64()), new UserId(reader.ReadInt32()));
        ImageSource image = reader.NextMessagePackType == MessagePackType.String
            ? new ImageSource.InFolder(Text(ref reader), reader.ReadInt64())
            : new ImageSource.Portrait(new Seed(reader.ReadUInt64()), reader.ReadInt64());
        return new EditRequest(id, user, image, Text(ref reader), Numbers(ref reader), reader.ReadInt32())
        {
            KeepsPictures = reader.ReadBoolean(),
        };
    }

    private static RequestLabel ReadLabel(ref MessagePackReader reader) =>
        new(Known<RequestMode>(reader.ReadInt32()), (FaceAttribute?)Number(ref reader), (EditDirection?)Number(ref reader),
            Number(ref reader), Number(ref reader));

    private static Encoding? ReadEncoding(ref MessagePackReader reader)
    {
        if (!reader.ReadBoolean()) return null;
        var symbols = Numbers(ref reader) ?? [];
        var latent = Numbers(ref reader) ?? symbols;
        var text = Text(ref reader);
        var read = new ReadRequest(text, ReadLabel(ref reader), reader.ReadDouble()) { Unread = reader.ReadString() };
        var (attribute, degree, direction) = (Number(ref reader), Number(ref reader), Number(ref reader));
        var target = attribute is { } of ? new EditTarget(Known<FaceAttribute>(of), degree ?? 0, direction ?? 0) : null;
        var encoding = new Encoding(symbols, latent, read, target)
        {
            Before = Degrees(ref reader),
            After = Degrees(ref reader),
            Iterations = reader.ReadInt32(),
            Reason = Known<MatchingStop>(reader.ReadInt32()),
            InversionLoss = Finite(reader.ReadDouble()),
        };
        var (original, sent) = (Picture(ref reader), Picture(ref reader));
        return original is null || sent is null ? encoding : encoding with { Pictures = new SentPictures(original, sent) };
    }

    private static BatchWorker.Worked ReadWorked(ref MessagePackReader reader)
    {
        var (worker, number) = (reader.ReadInt32(), reader.ReadInt64());
        var (compute, measure) = (reader.ReadDouble(), reader.ReadDouble());
        var adapters = new AdapterBankCounts(
            reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadDouble());
        var results = new WorkResult[reader.ReadArrayHeader()];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = new WorkResult
            {
                Reason = Known<EndReason>(reader.ReadInt32()),
                Detail = reader.ReadString(),
                Encoding = ReadEncoding(ref reader),
                Picture = Picture(ref reader),
                Quality = reader.ReadBoolean() ? ReadQuality(ref reader) : null,
            };
        }
        return new BatchWorker.Worked(worker, number, results, compute, measure, adapters);
    }

    private static PictureQuality ReadQuality(ref MessagePackReader reader)
    {
        var isRight = Number(ref reader) is { } right ? right == 1 : (bool?)null;
        return new PictureQuality(
            isRight, reader.ReadDouble(), reader.ReadDouble(), reader.ReadUInt64(), Number(ref reader))
        {
            Identity = Finite(reader.ReadDouble()),
            IsAlreadyMet = reader.ReadBoolean(),
            ChanceLevel = Finite(reader.ReadDouble()),
        };
    }

    private static BatchWorker.Crashed ReadCrashed(ref MessagePackReader reader) =>
        new(reader.ReadInt32(), reader.ReadInt64(), Text(ref reader));

    private static string Text(ref MessagePackReader reader) => reader.ReadString() ?? "";

    private static string[] Texts(ref MessagePackReader reader)
    {
        var texts = new string[reader.ReadArrayHeader()];
        for (var i = 0; i < texts.Length; i++) texts[i] = Text(ref reader);
        return texts;
    }

    private static int[] Degrees(ref MessagePackReader reader)
    {
        var degrees = new int[reader.ReadArrayHeader()];
        for (var i = 0; i < degrees.Length; i++) degrees[i] = reader.ReadInt32();
        return degrees;
    }

    private static int? Number(ref MessagePackReader reader) => reader.TryReadNil() ? null : reader.ReadInt32();

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static T Known<T>(int value) where T : struct, Enum
    {
        var known = (T)Enum.ToObject(typeof(T), value);
        return Enum.IsDefined(known) ? known : throw new SerializationException($"{value} is not a {typeof(T).Name}.");
    }

    private static RgbImage? Picture(ref MessagePackReader reader)
    {
        var width = reader.ReadInt32();
        if (width == 0) return null;
        var height = reader.ReadInt32();
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide)
            throw new SerializationException($"A picture of {width} x {height} pixels.");
        return new RgbImage(width, height, reader.ReadBytes()?.ToArray() ?? []);
    }

    private static float[]? Numbers(ref MessagePackReader reader)
    {
        var size = reader.ReadInt32();
        if (size == 0) return null;
        var bytes = reader.ReadBytes()?.ToArray() ?? [];
        if (size == sizeof(float)) return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        if (size != sizeof(ushort)) throw new SerializationException($"Numbers of {size} bytes.");
        var halves = MemoryMarshal.Cast<byte, Half>(bytes);
        var numbers = new float[halves.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (float)halves[i];
        return numbers;
    }
}
