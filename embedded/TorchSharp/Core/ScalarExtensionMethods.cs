using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Reads a <see cref="Scalar"/> back and makes one explicitly.</summary>
public static class ScalarExtensionMethods
{
    public static double ToDouble(this Scalar value) => value.AsDouble;
    public static float ToSingle(this Scalar value) => (float)value.AsDouble;
    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;
    public static long ToInt64(this Scalar value) => value.Kind == Kind.Double ? (long)value.AsDouble : value.Bits;
    public static int ToInt32(this Scalar value) => checked((int)value.ToInt64());

    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this bool value) => value;
}
