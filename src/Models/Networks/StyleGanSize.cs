using System.Numerics;

namespace EditableDeepSC.Models.Networks;

/// <summary>
/// How large a StyleGAN2 is: a map of r x r has min(channelMax, channelBase / r) channels. The public code's
/// channel_multiplier m is a channelBase of 16384 m. The resolution is a power of two from 8 to 1024.
/// </summary>
public sealed record StyleGanSize(int Resolution, int ChannelBase = 16384, int ChannelMax = 512)
{
    /// <summary>Talk-to-Edit's CelebA model.</summary>
    public static StyleGanSize Official128 { get; } = new(128);

    /// <summary>Talk-to-Edit's CelebA-HQ model.</summary>
    public static StyleGanSize Official1024 { get; } = new(1024, 32768);

    /// <summary>The shipped generator, which two CPU cores can train and run.</summary>
    public static StyleGanSize Shipped128 { get; } = new(128, ChannelBase: 2048, ChannelMax: 128);

    internal int Channels(int resolution) => Math.Min(ChannelMax, ChannelBase / resolution);

    /// <summary>8, 16, ... up to the resolution.</summary>
    internal IEnumerable<int> Resolutions()
    {
        for (var r = 8; r <= Resolution; r *= 2) yield return r;
    }

    internal StyleGanSize Validated()
    {
        if (Resolution is < 8 or > 1024 || !BitOperations.IsPow2(Resolution))
            throw new ArgumentException($"A resolution of {Resolution} cannot be; take a power of two from 8 to 1024.");
        if (ChannelMax < 1 || ChannelBase < Resolution)
            throw new ArgumentException($"channelBase {ChannelBase} and channelMax {ChannelMax} leave no channels at " +
                $"{Resolution} pixels; channelBase must be {Resolution} or more, channelMax 1 or more.");
        return this;
    }
}
