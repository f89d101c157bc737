using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace EditableDeepSC.Models.Networks;

/// <summary>Which numbers a device multiplies natively.</summary>
internal static class NativePrecision
{
    private const int AmxBFloat16 = 1 << 22;

    /// <summary>
    /// Whether maps in bfloat16 make convolutions several times faster: on a processor with AMX. AVX512_BF16 alone gains a
    /// quarter, and there a row's bits depend on the others of its batch.
    /// </summary>
    public static bool HasBFloat16(Device device) => device.type == DeviceType.CPU && OfProcessor;

    private static bool OfProcessor { get; } = Ask();

    private static bool Ask()
    {
        const int features = 7;    // the CPUID leaf
        return X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= features
            && (X86Base.CpuId(features, 0).Edx & AmxBFloat16) != 0;
    }
}

/// <summary>The order in memory that convolutions run fastest in: the channels of a pixel side by side.</summary>
internal static class Maps
{
    /// <summary>The same maps [N, C, H, W], laid out pixel by pixel.</summary>
    public static Tensor ChannelsLast(Tensor maps)
    {
        using var scope = NewDisposeScope();
        return FromPixels(maps.permute(0, 2, 3, 1).contiguous()).MoveToOuterDisposeScope();
    }

    /// <summary>Pixels [N, H, W, C] seen as maps [N, C, H, W], without a copy.</summary>
    public static Tensor FromPixels(Tensor pixels) => pixels.permute(0, 3, 1, 2);
}
