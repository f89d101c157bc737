using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Moves a module's parameters and buffers; the dtype of integer buffers stays.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module =>
        Convert(module, null, device, non_blocking);

    public static T to<T>(this T module, string device, bool non_blocking = false) where T : nn.Module =>
        Convert(module, null, new Device(device), non_blocking);

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => Convert(module, null, new Device(deviceType, deviceIndex), non_blocking);

    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module =>
        Convert(module, type, null, non_blocking);

    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false)
        where T : nn.Module => Convert(module, type, device, non_blocking);

    public static T cpu<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        Convert(module, null, CPU, non_blocking);

    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        Convert(module, null, new Device(DeviceType.CUDA, deviceIndex), non_blocking);

    public static T half<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        Convert(module, ScalarType.Float16, null, non_blocking);

    public static T @float<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        Convert(module, ScalarType.Float32, null, non_blocking);

    public static T @double<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        Convert(module, ScalarType.Float64, null, non_blocking);

    private static T Convert<T>(T module, ScalarType? type, Device? device, bool nonBlocking) where T : nn.Module
    {
        if (device is not null) InitializeDevice(device);
        module.Convert(type, device, nonBlocking);
        return module;
    }
}
