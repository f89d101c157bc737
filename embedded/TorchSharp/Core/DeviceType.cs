namespace TorchSharp;

/// <summary>The kinds of device that libtorch numbers; only CPU and CUDA are of use here.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    META = 14,
}
