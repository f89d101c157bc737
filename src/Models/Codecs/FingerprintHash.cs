using System.Runtime.InteropServices;

namespace EditableDeepSC.Models.Codecs;

/// <summary>A 64-bit hash (FNV-1a over words, mixed at the end) that is the same on every machine.</summary>
public static class FingerprintHash
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(long value, ulong hash = Start) => Mix((hash ^ (ulong)value) * Prime);

    public static ulong Of(double value, ulong hash = Start) => Of(BitConverter.DoubleToInt64Bits(value), hash);

    public static ulong Of(string text, ulong hash = Start)
    {
        foreach (var letter in text) hash = (hash ^ letter) * Prime;
        return Mix(hash);
    }

    public static ulong Of(ReadOnlySpan<float> numbers, ulong hash = Start)
    {
        foreach (var number in MemoryMarshal.Cast<float, uint>(numbers)) hash = (hash ^ number) * Prime;
        return Mix(hash);
    }

    public static ulong Of(ReadOnlySpan<byte> bytes, ulong hash = Start)
    {
        foreach (var value in bytes) hash = (hash ^ value) * Prime;
        return Mix(hash);
    }

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        return hash ^ (hash >> 29);
    }
}
