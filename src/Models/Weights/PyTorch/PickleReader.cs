using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EditableDeepSC.Models.Weights.PyTorch;

/// <summary>The arguments of pickle opcodes, every one of them checked against the end.</summary>
internal ref struct PickleReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxLineBytes = 1_000;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Float64() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A two's complement number of any length: a long where it fits.</summary>
    public object Long(ulong length)
    {
        var number = new BigInteger(Take(length));
        return number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;
    }

    public string Text(ulong length) => Encoding.UTF8.GetString(Take(length));

    public byte[] Bytes(ulong length) => Take(length).ToArray();

    public string Line()
    {
        var rest = _bytes[Position..];
        var end = rest[..Math.Min(rest.Length, MaxLineBytes)].IndexOf((byte)'\n');
        if (end < 0) throw new WeightsException(WeightsErrorReason.BadHeader, $"Byte {Position}: a line has no end.");
        Position += end + 1;
        return Encoding.UTF8.GetString(rest[..end]);
    }

    public ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_bytes.Length - Position))
            throw new WeightsException(WeightsErrorReason.Truncated,
                $"The pickle ends at byte {_bytes.Length}, but {length} bytes are to follow byte {Position}.");
        var taken = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }
}

// What a pickle can make here, besides null, bool, long, BigInteger, double, string, byte[] and List<object?>.

/// <summary>A tuple.</summary>
internal sealed record PickleTuple(object?[] Items);

/// <summary>A dict of any kind, as its entries in order; keys are not compared.</summary>
internal sealed record PickleDict(List<(object? Key, object? Value)> Entries);

/// <summary>The name of a class or function on the allow-list; it is only ever compared.</summary>
internal sealed record PickleGlobal(string Name, GlobalKind Kind);

/// <summary>An object whose content is of no interest: a numpy scalar, the training program's arguments.</summary>
internal sealed record PickleInert(string Name);
