using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Which dtype a .NET type is.</summary>
internal static class ScalarTypes
{
    internal static ScalarType Of<T>() where T : struct => Of(typeof(T));

    internal static ScalarType Of(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Boolean => ScalarType.Bool,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ when type == typeof(System.Numerics.Complex) => ScalarType.ComplexFloat64,
        _ => throw new ArgumentException($"No tensor holds elements of type {type.Name}."),
    };
}
