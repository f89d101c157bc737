using System.Numerics;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number that an operator takes in place of a tensor.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly Kind Kind;
    internal readonly long Bits;
    internal readonly object? Complex;

    private Scalar(torch.ScalarType type, Kind kind, long bits)
    {
        Type = type;
        Kind = kind;
        Bits = bits;
    }

    private Scalar(Complex value) : this(torch.ScalarType.ComplexFloat64, Kind.Complex, 0) => Complex = value;

    public torch.ScalarType Type { get; }

    internal double AsDouble => Kind == Kind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    public void Dispose()
    {
        // Holds no native memory here; the real package's does, so callers dispose it.
    }

    public static implicit operator Scalar(byte value) => new(torch.ScalarType.Byte, Kind.Int, value);
    public static implicit operator Scalar(sbyte value) => new(torch.ScalarType.Int8, Kind.Int, value);
    public static implicit operator Scalar(short value) => new(torch.ScalarType.Int16, Kind.Int, value);
    public static implicit operator Scalar(int value) => new(torch.ScalarType.Int32, Kind.Int, value);
    public static implicit operator Scalar(long value) => new(torch.ScalarType.Int64, Kind.Int, value);
    public static implicit operator Scalar(float value) => Real(torch.ScalarType.Float32, value);
    public static implicit operator Scalar(double value) => Real(torch.ScalarType.Float64, value);
    public static implicit operator Scalar(Half value) => Real(torch.ScalarType.Float16, (double)value);
    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, Kind.Bool, value ? 1 : 0);
    public static implicit operator Scalar(Complex value) => new(value);

    private static Scalar Real(torch.ScalarType type, double value) =>
        new(type, Kind.Double, BitConverter.DoubleToInt64Bits(value));
}
