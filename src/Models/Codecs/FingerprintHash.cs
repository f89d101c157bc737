using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace EditableDeepSC.Models.Codecs;

/// <summary>XxHash64, chained: a hash that is the same on every machine.</summary>
public static class FingerprintHash
{
    public static ulong Of(long value, ulong hash = 0) => Of(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)), hash);

    public static ulong Of(double value, ulong hash = 0) => Of(BitConverter.DoubleToInt64Bits(value), hash);

    public static ulong Of(string text, ulong hash = 0) => Of(MemoryMarshal.AsBytes(text.AsSpan()), hash);

    public static ulong Of(ReadOnlySpan<float> numbers, ulong hash = 0) => Of(MemoryMarshal.AsBytes(numbers), hash);

    public static ulong Of(ReadOnlySpan<byte> bytes, ulong hash = 0) => XxHash64.HashToUInt64(bytes, (long)hash);
}
