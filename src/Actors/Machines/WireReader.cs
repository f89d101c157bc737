using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
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
        var (protocol, name) = (reader.ReadInt32(), Text(ref reader));
        if (protocol != ProcessCard.CurrentProtocol) // the rest may be of another form
            return new ProcessCard("", new Dictionary<string, string>(), "") { Protocol = protocol, Name = name };
        var (version, numerics) = (Text(ref reader), Text(ref reader));
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
                    Text = reader.ReadString(),
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
        new(Known<RequestMode>(reader.ReadInt32()), KnownOrNull<FaceAttribute>(ref reader),
            KnownOrNull<EditDirection>(ref reader), Number(ref reader), Number(ref reader));

    private static Encoding? ReadEncoding(ref MessagePackReader reader)
    {
        if (!reader.ReadBoolean()) return null;
        var symbols = Numbers(ref reader) ?? [];
        var latent = Numbers(ref reader) ?? symbols;
        var text = Text(ref reader);
        var read = new ReadRequest(text, ReadLabel(ref reader), reader.ReadDouble()) { Unread = reader.ReadString() };
        var (attribute, degree, direction) =
            (KnownOrNull<FaceAttribute>(ref reader), Number(ref reader), Number(ref reader));
        var target = attribute is { } of ? new EditTarget(of, degree ?? 0, direction ?? 0) : null;
        var encoding = new Encoding(symbols, latent, read, target)
        {
            Before = Degrees(ref reader),
            After = Degrees(ref reader),
            Iterations = reader.ReadInt32(),
            Reason = Known<MatchingStop>(reader.ReadInt32()),
            InversionLoss = Finite(reader.ReadDouble()),
            SentText = reader.ReadString(),
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
            IsIntact = Number(ref reader) is { } intact ? intact == 1 : null,
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

    private static T? KnownOrNull<T>(ref MessagePackReader reader) where T : struct, Enum =>
        Number(ref reader) is { } value ? Known<T>(value) : null;

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
