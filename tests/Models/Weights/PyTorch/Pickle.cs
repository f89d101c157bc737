using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace EditableDeepSC.Models.Tests.Weights.PyTorch;

/// <summary>Pickles and torch.save files made by hand: what torch would write, and what an attacker would.</summary>
internal static class Pickle
{
    public static byte[] Program(params byte[][] parts) => [0x80, 2, .. parts.SelectMany(part => part), (byte)'.'];

    public static byte[] Op(string ascii) => Encoding.Latin1.GetBytes(ascii);

    public static byte[] Global(string module, string name) => Op($"c{module}\n{name}\n");

    public static byte[] Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return [(byte)'X', .. BitConverter.GetBytes(utf8.Length), .. utf8];
    }

    public static byte[] Number(long value) => [0x8a, 8, .. BitConverter.GetBytes(value)];

    public static byte[] Tuple(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

    public static byte[] Dict(params (string Key, byte[] Value)[] entries) =>
        [(byte)'}', (byte)'(', .. entries.SelectMany(entry => Text(entry.Key).Concat(entry.Value)), (byte)'u'];

    public static byte[] Call(byte[] global, params byte[][] arguments) => [.. global, .. Tuple(arguments), (byte)'R'];

    public static byte[] Tensor(string key, long elements, long offset, long[] shape, long[] strides,
        string storageType = "FloatStorage") => Call(Global("torch._utils", "_rebuild_tensor_v2"),
        [
            .. Tuple(Text("storage"), Global("torch", storageType), Text(key), Text("cpu"), Number(elements)),
            (byte)'Q',
        ],
        Number(offset), Tuple([.. shape.Select(Number)]), Tuple([.. strides.Select(Number)]), [0x89],
        Call(Global("collections", "OrderedDict")));

    public static byte[] Zip(byte[] pickle, params (string Key, byte[] Content)[] storages) =>
        Zip(storages.Select(storage => ($"archive/data/{storage.Key}", storage.Content))
            .Prepend(("archive/data.pkl", pickle)));

    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files,
        CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = archive.CreateEntry(name, level).Open();
                stream.Write(content);
            }
        }
        return zip.ToArray();
    }

    public static byte[] Legacy(byte[] value, params (string Key, long Elements, byte[] Content)[] storages) =>
    [
        .. Program([0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]),
        .. Program([(byte)'M', 0xe9, 3]),
        .. Program(Dict(("little_endian", [0x88]))),
        .. Program(value),
        .. Program(Op("](").Concat(storages.SelectMany(storage => Text(storage.Key))).Append((byte)'e').ToArray()),
        .. storages.SelectMany(storage => LittleEndian(storage.Elements).Concat(storage.Content)),
    ];

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] LittleEndian(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
