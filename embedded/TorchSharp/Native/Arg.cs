using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>An argument of an operator: a reference with its kind, or a number.</summary>
internal readonly struct Arg
{
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly Kind Kind;

    private Arg(Kind kind, object? reference, long bits = 0)
    {
        Kind = reference is null && bits == 0 && kind >= Kind.IntList ? Kind.None : kind;
        Reference = reference;
        Bits = bits;
    }

    /// <summary>An absent optional argument.</summary>
    internal static Arg None => default;

    public static implicit operator Arg(Tensor? value) => value is null ? None : new(Kind.Tensor, value);
    public static implicit operator Arg(long value) => new(Kind.Int, null, value);
    public static implicit operator Arg(int value) => new(Kind.Int, null, value);
    public static implicit operator Arg(double value) => new(Kind.Double, null, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(bool value) => new(Kind.Bool, null, value ? 1 : 0);
    public static implicit operator Arg(long? value) => value is { } known ? known : None;
    public static implicit operator Arg(double? value) => value is { } known ? known : None;
    public static implicit operator Arg(ScalarType value) => (long)value;
    public static implicit operator Arg(ScalarType? value) => value is { } known ? (long)known : None;
    public static implicit operator Arg(Scalar? value) =>
        value is null ? None : new(value.Kind, value.Complex, value.Bits);
    public static implicit operator Arg(long[]? value) => new(Kind.IntList, value);
    public static implicit operator Arg(ReadOnlySpan<long> value) => value.ToArray();
    public static implicit operator Arg(double[]? value) => new(Kind.DoubleList, value);
    public static implicit operator Arg(bool[] value) => new(Kind.BoolList, value);
    public static implicit operator Arg(Device? value) =>
        value is null ? None : new(Kind.Device, value, (long)value.type | (long)value.index << 32);
    public static implicit operator Arg(Generator? value) =>
        value is null ? None : new(Kind.Generator, value, value.Handle);
    public static implicit operator Arg(string? value) => new(Kind.String, value);
    public static implicit operator Arg(Tensor[] value) => new(Kind.TensorList, value);

    /// <summary>A list in which an entry may be absent, as advanced indexing takes it.</summary>
    internal static Arg Optional(Tensor?[] value) => new(Kind.OptionalTensorList, value);

    /// <summary>How many 8-byte words its content takes beside the value itself.</summary>
    internal int Words => Reference switch
    {
        null => 0,
        long[] list => list.Length,
        double[] list => list.Length,
        bool[] list => list.Length,
        object[] list => list.Length,
        string text => text.Length,
        _ => Kind == Kind.Complex ? 2 : 0,
    };

    /// <summary>
    /// Writes the value, and its content at <paramref name="words"/>; returns the first word after it.
    /// </summary>
    internal unsafe long* Write(Value* value, long* words)
    {
        *value = new Value { Kind = Kind, Payload = Bits };
        switch (Kind)
        {
            case Kind.Tensor:
                value->Payload = ((Tensor)Reference!).Handle;
                return words;
            case Kind.Device:
                value->Payload = (int)Bits;
                value->Count = (int)(Bits >> 32);
                return words;
            case Kind.None or Kind.Int or Kind.Double or Kind.Bool or Kind.Generator:
                return words;
        }
        value->Payload = (nint)words;
        value->Count = Fill(new Span<long>(words, Words));
        return words + Words;
    }

    private int Fill(Span<long> words)
    {
        switch (Reference)
        {
            case long[] list:
                list.CopyTo(words);
                break;
            case double[] list:
                list.CopyTo(MemoryMarshal.Cast<long, double>(words));
                break;
            case bool[] list:
                for (var i = 0; i < list.Length; i++) words[i] = list[i] ? 1 : 0;
                break;
            case Tensor?[] list:
                for (var i = 0; i < list.Length; i++) words[i] = list[i]?.Handle ?? 0;
                break;
            case string text:
                return System.Text.Encoding.UTF8.GetBytes(text, MemoryMarshal.AsBytes(words));
            case System.Numerics.Complex number:
                words[0] = BitConverter.DoubleToInt64Bits(number.Real);
                words[1] = BitConverter.DoubleToInt64Bits(number.Imaginary);
                break;
        }
        return words.Length;
    }
}
