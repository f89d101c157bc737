using System.Globalization;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA { get; } = new(DeviceType.CUDA);

    public static Device device(string description) => new(description);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>
    /// Loads what the device type needs; throws <see cref="InvalidOperationException"/> where it is not available.
    /// </summary>
    public static Device InitializeDevice(Device device)
    {
        var chosen = device ?? CPU;
        InitializeDeviceType(chosen.type);
        return chosen;
    }

    /// <inheritdoc cref="InitializeDevice"/>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.CUDA && !cuda.is_available())
            throw new InvalidOperationException(
                $"Torch device type {deviceType} is not available: this libtorch sees no CUDA device.");
    }

    /// <summary>Where a tensor lives: "cpu", "cuda" (the current one) or "cuda:1".</summary>
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var refusal = $"Unknown device '{description}'; say cpu, cuda or cuda:0.";
            var parts = description.Split(':');
            var number = -1;
            if (parts.Length > 2 || (parts.Length == 2
                    && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number)))
                throw new ArgumentException(refusal, nameof(description));
            type = parts[0].ToUpperInvariant() switch
            {
                "CPU" => DeviceType.CPU,
                "CUDA" => DeviceType.CUDA,
                "META" => DeviceType.META,
                _ => throw new ArgumentException(refusal, nameof(description)),
            };
            index = number;
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : $"{name}:{index}";
        }
    }

    /// <summary>What libtorch knows of CUDA on this machine.</summary>
    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.context_cuda_devices();

        public static bool is_cudnn_available() => NativeMethods.context_has_cudnn() != 0;

        public static void manual_seed(long seed) => torch.manual_seed(seed);

        public static void manual_seed_all(long seed) => torch.manual_seed(seed);

        /// <summary>Waits for all work queued on the device.</summary>
        public static void synchronize(Device? device = null) =>
            Op.Check(NativeMethods.context_cuda_synchronize(device is { index: >= 0 } ? device.index : 0),
                "cuda.synchronize");
    }
}
