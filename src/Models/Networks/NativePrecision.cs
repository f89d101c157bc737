using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace EditableDeepSC.Models.Networks;

/// <summary>Which numbers a device multiplies natively.</summary>
internal static class NativePrecision
{
    private const int Avx512BFloat16 = 1 << 5, AmxBFloat16 = 1 << 22;

    /// <summary>Whether maps in bfloat16 make convolutions faster: on a processor with AVX512_BF16 or AMX.</summary>
    public static bool HasBFloat16(Device device) => device.type == DeviceType.CPU && OfProcessor;

    private static bool OfProcessor { get; } = Ask();

    private static bool Ask()
    {
        const int features = 7;    // the CPUID leaf
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < features) return false;
        return (X86Base.CpuId(features, 0).Edx & AmxBFloat16) != 0
            || (X86Base.CpuId(features, 1).Eax & Avx512BFloat16) != 0;
    }
}
