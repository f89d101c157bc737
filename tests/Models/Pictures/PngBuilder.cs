using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace EditableDeepSC.Models.Tests.Pictures;

/// <summary>PNG files chunk by chunk: kinds that no encoder here writes, and broken ones.</summary>
internal static class PngBuilder
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A file of packed rows of <paramref name="rowBytes"/> bytes, with filter type 0.</summary>
    public static byte[] Build(int width, int height, byte depth, byte colourType, byte[] rows, int rowBytes,
        params (string Type, byte[] Data)[] chunksBeforeData) => Build(
            width, height, depth, colourType, interlace: 0,
            rows.Chunk(rowBytes).SelectMany(row => row.Prepend((byte)0)).ToArray(), chunksBeforeData);

    public static byte[] Build(int width, int height, byte depth, byte colourType, byte interlace, byte[] filtered,
        params (string Type, byte[] Data)[] chunksBeforeData)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, colourType, interlace);
        return [.. Signature, .. Chunk("IHDR", header),
            .. chunksBeforeData.SelectMany(chunk => Chunk(chunk.Type, chunk.Data)),
            .. Chunk("IDAT", Deflate(filtered)), .. Chunk("IEND", [])];
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        WriteCrc(chunk);
        return chunk;
    }

    /// <summary>Sets the checksum of the chunk that fills <paramref name="chunk"/>.</summary>
    public static void WriteCrc(Span<byte> chunk)
    {
        var crc = uint.MaxValue;
        foreach (var value in chunk[4..^4])
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], ~crc);
    }

    public static byte[] Deflate(byte[] data)
    {
        using var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.Optimal)) zlib.Write(data);
        return result.ToArray();
    }
}
